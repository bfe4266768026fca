package com.dealersync.console;

import static org.awaitility.Awaitility.await;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
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
    data.products(12);
  }

  /** No run at work, no load and no history; dealers that confirm. */
  void clear() {
    dealers.release();
    dealers.answerWith(DealerServer::confirm);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> count("COES_STATUS in ('PENDING', 'RUNNING')") == 0);
    redis.delete(List.of("lock:sync:ProductList", "lock:sync:CampaignList"));
    List.of(
            "CO_SINCRONIZACIONCARGAPROCESODEALER",
            "CO_EVENTOSCARGASNAPSHOTDEALERS",
            "CO_EVENTOSCARGASINCCONTROL",
            "CO_EVENTOSCARGAPROCESO")
        .forEach(table -> sql.update("delete from " + table));
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
