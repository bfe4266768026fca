package com.dealersync.console;

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

/** The whole service at work, where operators may sign in at {@link IdentityProvider}, too. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = DealerSyncApplication.class,
    properties = {
      "server.address=127.0.0.1",
      "dealer-sync.delivery.allow=127.0.0.1/32",
      "dealer-sync.delivery.retry.delays=50ms,100ms",
      "dealer-sync.delivery.retry.tail-pass=false",
      "dealer-sync.limits.get-per-minute=off",
      "dealer-sync.limits.post-per-minute=off"
    })
@ContextConfiguration(initializers = {TestEnvironment.class, IdentityProvider.Settings.class})
@Import(Stage.class)
@interface ConsoleTest {}
