package com.dealersync.testing;

import com.dealersync.DealerSyncApplication;
import com.dealersync.testing.oracle.OracleDoubleListener;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * The whole service on a free port, with a fresh database and Redis for each Spring context; the
 * build repeats the test on every database.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("database")
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = DealerSyncApplication.class,
    properties = {
      "server.address=127.0.0.1",
      "dealer-sync.delivery.allow=127.0.0.1/32",
      // It would close the dead runs that tests make.
      "dealer-sync.watchdog.every=1h",
      "dealer-sync.watchdog.adopt-every=1h"
    })
@ContextConfiguration(initializers = TestEnvironment.class)
@TestExecutionListeners(
    listeners = OracleDoubleListener.class,
    mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface IntegrationTest {}
