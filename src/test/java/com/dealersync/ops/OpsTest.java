package com.dealersync.ops;

import com.dealersync.DealerSyncApplication;
import com.dealersync.testing.TestEnvironment;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service with its metrics, which Spring Boot leaves out of other tests, but on one
 * database only: what operators see does not depend on it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = DealerSyncApplication.class,
    properties = {
      "server.address=127.0.0.1",
      "dealer-sync.delivery.allow=127.0.0.1/32",
      "dealer-sync.watchdog.every=1h",
      "dealer-sync.watchdog.adopt-every=1h",
      // So that a run of a second has heartbeats.
      "dealer-sync.lock.renew-every=1s",
      "management.prometheus.metrics.export.enabled=true"
    })
@ContextConfiguration(initializers = TestEnvironment.class)
@Import(OpsClient.class)
@interface OpsTest {}
