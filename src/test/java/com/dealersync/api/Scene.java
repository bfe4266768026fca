package com.dealersync.api;

import static org.awaitility.Awaitility.await;

import com.dealersync.testing.TestData;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.StorageProvider;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database and Redis hold when a call comes in. */
final class Scene {

  static final String PROCESS_ID = "A1B2C3D4E5F60718";

  private static final LocalDateTime REGISTERED = LocalDateTime.of(2025, 1, 7, 10, 0);

  private final JdbcTemplate sql;
  private final StringRedisTemplate redis;
  private final TestData data;
  private final AtomicLong others = new AtomicLong();

  Scene(JdbcTemplate sql, StringRedisTemplate redis, TestData data) {
    this.sql = sql;
    this.redis = redis;
    this.data = data;
  }

  /** Nothing at all. */
  void clear() {
    redis.delete(List.of("lock:sync:ProductList", "lock:sync:CampaignList"));
    List.of(
            "CO_SINCRONIZACIONCARGAPROCESODEALER",
            "CO_EVENTOSCARGASNAPSHOTDEALERS",
            "CO_EVENTOSCARGASINCCONTROL",
            "CO_DS_PAUSA",
            "CO_EVENTOSCARGAPROCESO")
        .forEach(table -> sql.update("delete from " + table));
  }

  /** Until the service has found a Redis again that was away. */
  void awaitRedis() {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> redis.hasKey("lock:sync:ProductList") != null);
  }

  /** A load that nobody has asked to synchronise. */
  void productListLoad(String idCarga) {
    data.load("ProductList", idCarga).records(1).insert();
  }

  void synchronisedProductListLoad(String idCarga) {
    data.load("ProductList", idCarga).records(1).status("SINCRONIZADA").insert();
  }

  /** A load that is not current any more, because another one is. */
  void replacedProductListLoad(String idCarga, String by) {
    sql.update("update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = 0");
    data.load("ProductList", idCarga).insert();
    sql.update(
        "update CO_EVENTOSCARGAPROCESO set COCP_ACTUAL = case when COCP_IDCARGA = ? then 1 else 0"
            + " end",
        by);
  }

  /** A round of the run's load is due in an hour. */
  void roundPlannedAfter(long run) {
    sql.update(
        "update CO_EVENTOSCARGASINCCONTROL set COES_SIGUIENTERONDA = ?, COES_RONDAJOBID = ?"
            + " where COES_SINCCONTROLID = ?",
        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1),
        UUID.randomUUID().toString(),
        run);
  }

  /** The lock of {@code ProductList}, taken by the run {@link #PROCESS_ID} for 587 s. */
  void lockProductList() {
    lockProductList(PROCESS_ID);
  }

  /** The same, taken by a run of which no one has asked yet. */
  void lockProductListByAnother() {
    lockProductList("%016X".formatted(others.incrementAndGet()));
  }

  /** The same, taken by a request a moment ago. */
  void lockProductListByARequest() {
    redis
        .opsForValue()
        .set("lock:sync:ProductList", PROCESS_ID + "|0|0123456789ABCDEF", Duration.ofSeconds(600));
  }

  /** The key of {@code ProductList}, as another library writes locks: a hash, and for ever. */
  void lockProductListByAnotherLibrary() {
    redis.opsForHash().put("lock:sync:ProductList", "285475da:1", "1");
  }

  private void lockProductList(String processId) {
    redis
        .opsForValue()
        .set(
            "lock:sync:ProductList", processId + "|1|0123456789ABCDEF", Duration.ofMillis(587_900));
  }

  /** A run of three dealers that ended after 30 s: one confirmed, one failed, one had no URL. */
  long completedRun() {
    long load =
        data.load("ProductList", "20250107_001")
            .dealer("BAC001", "https://uno.example/hook", "secreto-uno", "EXITOSO")
            .dealer("BAC002", "https://dos.example/hook?clave=x", "secreto-dos", "FALLIDO")
            .dealer("BAC003", null, null, "FALLIDO")
            .insert();
    answered("BAC001", 1, 840, 200, null);
    answered("BAC002", 3, 1_250, 500, "HTTP 500: Internal Server Error");
    answered(
        "BAC003",
        0,
        null,
        null,
        "Omitido: no tiene URL de webhook. Regístrela en el snapshot de la carga e inicie la carga"
            + " otra vez.");
    sql.update(
        """
        insert into CO_SINCRONIZACIONCARGAPROCESODEALER
          (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DMSORIGEN, COSC_DEALERBAC, COSC_TOKENCONFIRMACION)
        values (?, 'GDMS', 'BAC001', 'ACK-0001')\
        """,
        load);
    return run(
        load,
        """
        COES_STATUS = 'COMPLETED', COES_RESULTADO = 'PARCIAL', COES_INTENTO = 1,
        COES_FECHAINICIO = TIMESTAMP '2025-01-07 10:00:01', COES_FECHAFIN = TIMESTAMP '2025-01-07 10:00:31',
        COES_WEBHOOKSTOTALES = 2, COES_WEBHOOKSPROCESADOS = 2, COES_WEBHOOKSFALLIDOS = 1, COES_WEBHOOKSOMITIDOS = 1,
        COES_DEALERSTOTALES = 3, COES_DEALERSEXITOSOS = 1, COES_DEALERSFALLIDOS = 2\
        """);
  }

  /** What the run did with one dealer, as a delivery stores it: one request, answered by a 500. */
  void attempted(long run, String bac, String webhookId) {
    sql.update(
        """
        insert into CO_DS_RESULTADOS
          (RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO, RESU_INTENTOS,
           RESU_ULTIMOINTENTO, RESU_CODIGOHTTP, RESU_ERROR)
        select ?, COSD_EVENTOCARGASNAPDEALERID, 'FALLIDO', 1, COSD_ULTIMOINTENTOWEBHOOK, 500,
               COSD_ULTIMOERRORWEBHOOK
          from CO_EVENTOSCARGASNAPSHOTDEALERS
         where COSD_DEALERBAC = ?""",
        run,
        bac);
    sql.update(
        """
        insert into CO_DS_INTENTOS
          (INTE_COES_SINCCONTROLID, INTE_WEBHOOKID, INTE_NUMERO, INTE_INSTANTE, INTE_DURACION,
           INTE_FASES, INTE_DIRECCION, INTE_CODIGOHTTP, INTE_CAUSA, INTE_RESPUESTA)
        values (?, ?, 1, ?, 1250, 'dns=2 connect=11 tls=34 first=1203', '203.0.113.7', 500,
                'SERVER_ERROR', 'HTTP 500: Internal Server Error')""",
        run,
        webhookId,
        REGISTERED.plusSeconds(20));
  }

  /** A run that nobody has taken up yet. */
  long pendingRun() {
    return run(data.load("ProductList", "20250107_001").insert(), "COES_STATUS = 'PENDING'");
  }

  /** A run that began half an hour ago and has sent one of its two webhooks. */
  long activeRun() {
    return run(
        data.load("ProductList", "20250107_001").insert(),
        """
        COES_STATUS = 'RUNNING', COES_INTENTO = 2, COES_FECHAINICIO = TIMESTAMP '2025-01-07 10:00:00',
        COES_WEBHOOKSTOTALES = 2, COES_WEBHOOKSPROCESADOS = 1, COES_WEBHOOKSFALLIDOS = 0, COES_WEBHOOKSOMITIDOS = 0,
        COES_DEALERSTOTALES = 3, COES_DEALERSEXITOSOS = 2, COES_DEALERSFALLIDOS = 0\
        """);
  }

  /** The job server of another node, since an hour before the moment of the examples. */
  BackgroundJobServerStatus jobServer(StorageProvider jobs, String name, Instant lastBeat) {
    BackgroundJobServerStatus status =
        new BackgroundJobServerStatus(
            UUID.randomUUID(),
            name,
            8,
            5,
            Duration.ofHours(36),
            Duration.ofHours(72),
            REGISTERED.minusMinutes(30).atZone(ZoneId.of("America/Mexico_City")).toInstant(),
            lastBeat,
            true,
            0L,
            0L,
            0.0,
            0L,
            0L,
            0L,
            0.0);
    jobs.announceBackgroundJobServer(status);
    return status;
  }

  private long run(long load, String state) {
    sql.update(
        """
        insert into CO_EVENTOSCARGASINCCONTROL
          (COES_PROCESSTYPE, COES_IDCARGA, COES_FECHACARGA, COES_COCP_EVENTPROCESOID,
           COES_HANGFIREJOBID, COES_STATUS, COES_PROCESOID, FECHAREGISTRO, USUARIOREGISTRO)
        values ('ProductList', '20250107_001', ?, ?, '01943f5e-8a3c-7b21-9d54-3f0c6a1e2b77', 'FAILED', ?, ?, 'ana')\
        """,
        TestData.LOADED,
        load,
        PROCESS_ID,
        REGISTERED);
    sql.update("update CO_EVENTOSCARGASINCCONTROL set " + state);
    return sql.queryForObject(
        "select COES_SINCCONTROLID from CO_EVENTOSCARGASINCCONTROL", Long.class);
  }

  private void answered(String bac, int attempts, Integer millis, Integer status, String error) {
    sql.update(
        """
        update CO_EVENTOSCARGASNAPSHOTDEALERS
           set COSD_INTENTOSWEBHOOK = ?, COSD_DURACIONWEBHOOK = ?, COSD_CODIGOHTTP = ?, COSD_ULTIMOERRORWEBHOOK = ?,
               COSD_ULTIMOINTENTOWEBHOOK = ?
         where COSD_DEALERBAC = ?\
        """,
        attempts,
        millis,
        status,
        error,
        attempts == 0 ? null : REGISTERED.plusSeconds(20),
        bac);
  }
}
