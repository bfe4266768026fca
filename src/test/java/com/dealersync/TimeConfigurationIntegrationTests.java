package com.dealersync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.IntegrationTest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.TaskScheduler;

@IntegrationTest
class TimeConfigurationIntegrationTests {

  @Autowired TaskScheduler scheduler;

  @Test
  void aPeriodicTaskThatHangsHoldsNoOtherUp() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch twice = new CountDownLatch(2);
    var first =
        scheduler.scheduleWithFixedDelay(
            () -> {
              hanging.countDown();
              awaitUninterrupted(release);
            },
            Duration.ofMillis(1));
    try {
      assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
      var second = scheduler.scheduleWithFixedDelay(twice::countDown, Duration.ofMillis(1));

      assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
      second.cancel(false);
    } finally {
      first.cancel(false);
      release.countDown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
