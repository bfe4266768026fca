package com.dealersync.console;

import static org.awaitility.Awaitility.await;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** Loads for operators to send, and dealers that receive them. */
@TestComponent
class Stage {

  final DealerServer dealers = DealerServer.started();

  private final JdbcTemplate sql;
  private final StringRedisTemplate redis;
  private final TestData data;
  private final AtomicInteger loads = new AtomicInteger();

  Stage(JdbcTemplate sql, StringRedisTemplate redis, TestData data) {
    this.sql = sql;
    this.redis = redis;
    this.data = data;
  }

  /** No run at work, no load and no history; 12 products, and dealers that confirm. */
  void clear() {
    thaw();
    dealers.release();
    dealers.forget();
    dealers.answerWith(DealerServer::confirm);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> count("COES_STATUS in ('PENDING', 'RUNNING')") == 0);
    redis.delete(List.of("lock:sync:ProductList", "lock:sync:CampaignList"));
    List.of(
            "CO_SINCRONIZACIONCARGAPROCESODEALER",
            "CO_EVENTOSCARGASNAPSHOTDEALERS",
            "CO_EVENTOSCARGASINCCONTROL",
            "CO_EVENTOSCARGAPROCESO",
            "CO_DS_AVISOS",
            "CO_DS_CARGAENVIADA",
            "CO_DS_PAUSA",
            "CO_GM_LISTAPRODUCTOS")
        .forEach(table -> sql.update("delete from " + table));
    data.products(12);
  }

  /** A load of products for so many dealers, BAC1 and so on; its id. */
  String load(int dealerCount) {
    return loadThatAnnounces(12, dealerCount);
  }

  /** The same, which says that it has so many records; the catalog has 12. */
  String loadThatAnnounces(int records, int dealerCount) {
    String id = "consola_%03d".formatted(loads.incrementAndGet());
    data.load("ProductList", id)
        .records(records)
        .dealers(dealerCount, dealers.url(), "un-secreto")
        .insert();
    return id;
  }

  /** The newest load of campaigns, for so many dealers. */
  void campaigns(int dealerCount) {
    data.load("CampaignList", "campanias_%03d".formatted(loads.incrementAndGet()))
        .dealers(dealerCount, dealers.url(), "un-secreto")
        .insert();
  }

  /** Gives a dealer of all loads a name. */
  void name(String bac, String name) {
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_NOMBREDEALER = ? where COSD_DEALERBAC = ?",
        name,
        bac);
  }

  /** A run whose node gave its last sign two minutes ago; its id. */
  long frozenRun() {
    return runOfAnotherNode(OffsetDateTime.now().minusMinutes(2), false);
  }

  /** A run whose node has found just now that its own network is down; its id. */
  long runThatPauses() {
    return runOfAnotherNode(OffsetDateTime.now().plusMinutes(1), true);
  }

  private long runOfAnotherNode(OffsetDateTime sign, boolean ownNetworkDown) {
    String load = load(3);
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_FECHACARGA, COES_COCP_EVENTPROCESOID, COES_STATUS,
           COES_PROCESOID, COES_INTENTO, COES_LATIDO, COES_SENAL, COES_NODO, COES_ACTIVIDAD,
           COES_FECHAINICIO, FECHAREGISTRO, USUARIOREGISTRO, COES_WEBHOOKSTOTALES,
           COES_WEBHOOKSPROCESADOS, COES_DEALERSTOTALES, COES_DEALERSEXITOSOS)
        select 'ProductList', COCP_IDCARGA, COCP_FECHACARGA, COCP_EVENTOCARGAPROCESOID, 'RUNNING',
               'FEDCBA9876543210', 1, ?, ?, 'nodo-congelado', ?, ?, ?, 'eva', 3, 1, 3, 1
          from CO_EVENTOSCARGAPROCESO
         where COCP_IDCARGA = ?""",
        sign,
        sign,
        """
        {"ownNetworkDown":%s,"inFlight":2,"retries":0,"nextMillis":null,"perSecond":1.5,\
        "quietMillis":10,"circuits":0,"held":[]}"""
            .formatted(ownNetworkDown),
        LocalDateTime.now().minusMinutes(5),
        LocalDateTime.now().minusMinutes(5),
        load);
    return sql.queryForObject(
        "select COES_SINCCONTROLID from CO_EVENTOSCARGASINCCONTROL where COES_STATUS = 'RUNNING'",
        Long.class);
  }

  /** A run of a load whose pilot rejected it: one of five dealers confirmed, two never got it. */
  long runWithRejectedPilot() {
    String load = load(5);
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_COCP_EVENTPROCESOID, COES_STATUS, COES_PROCESOID,
           COES_INTENTO, COES_FECHAINICIO, COES_FECHAFIN, FECHAREGISTRO, USUARIOREGISTRO,
           COES_DEALERSTOTALES, COES_DEALERSEXITOSOS, COES_DEALERSFALLIDOS, COES_DEALERSNOENVIADOS,
           COES_PILOTO, COES_ERRORMESSAGE)
        values ('ProductList', ?, ?, 'FAILED', '0123456789ABCDEF', 1, ?, ?, ?, 'eva', 5, 1, 2, 2,
                'RECHAZADO', 'Piloto rechazado')""",
        load,
        keyOf(load),
        LocalDateTime.now(),
        LocalDateTime.now(),
        LocalDateTime.now());
    return sql.queryForObject(
        "select COES_SINCCONTROLID from CO_EVENTOSCARGASINCCONTROL where COES_PILOTO = 'RECHAZADO'",
        Long.class);
  }

  /** Takes the run of another node away, as that would not. */
  void thaw() {
    sql.update("delete from CO_EVENTOSCARGASINCCONTROL where COES_NODO = 'nodo-congelado'");
  }

  /** Somebody outside takes the lock, as a run does that this service does not know. */
  void lockProductList() {
    redis
        .opsForValue()
        .set("lock:sync:ProductList", "FFFF|1|0123456789ABCDEF", Duration.ofMinutes(9));
  }

  /** Another application uses the lock's key for something of its own. */
  void useKeyOfProductListForSomethingElse() {
    redis.opsForHash().put("lock:sync:ProductList", "de", "otra aplicación");
  }

  /** Of the only load with that id. */
  long keyOf(String load) {
    return sql.queryForObject(
        "select COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?",
        Long.class,
        load);
  }

  private int count(String where) {
    return sql.queryForObject(
        "select count(*) from CO_EVENTOSCARGASINCCONTROL where " + where, Integer.class);
  }

  @PreDestroy
  void close() {
    dealers.close();
  }
}
