package com.dealersync.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Keeps whoever wants to read the products waiting while it is closed. Import it as a bean. */
public final class CatalogGate implements BeanPostProcessor {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch arrival = new CountDownLatch(1);

  public void close() {
    arrival = new CountDownLatch(1);
    gate = new CountDownLatch(1);
  }

  public void open() {
    gate.countDown();
  }

  /** Until somebody waits before the closed gate. */
  public void awaitArrival() {
    await(arrival);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof DataSource database
        ? ProxyDataSourceBuilder.create(database)
            .beforeQuery(
                (execution, queries) -> {
                  if (queries.stream()
                      .anyMatch(query -> query.getQuery().contains("from CO_GM_LISTAPRODUCTOS"))) {
                    arrival.countDown();
                    await(gate);
                  }
                })
            .build()
        : bean;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("Nobody came within " + PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
