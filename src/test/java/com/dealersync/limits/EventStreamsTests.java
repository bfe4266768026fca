package com.dealersync.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class EventStreamsTests {

  private final EventStreams streams =
      new EventStreams(new LimitsProperties(Limit.of("1"), Limit.of("1"), Limit.of("2")));

  @Test
  void hasSoManyPlacesForEachCaller() {
    var first = streams.enter("ana").orElseThrow();
    assertThat(streams.enter("ana")).isPresent();

    assertThat(streams.enter("ana")).isEmpty();
    assertThat(streams.enter("eva")).isPresent();
    first.close();
    assertThat(streams.enter("ana")).isPresent();
    assertThat(streams.enter("ana")).isEmpty();
  }

  @Test
  void remembersNobodyWithoutAStream() {
    var first = streams.enter("ana").orElseThrow();
    var second = streams.enter("ana").orElseThrow();
    streams.enter("ana");
    first.close();
    second.close();

    assertThat(streams.callers()).isZero();
  }

  @RepeatedTest(50)
  void neverHasMoreStreamsThanPlaces() throws Exception {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.submit(
            () -> {
              go.await();
              var place = streams.enter("ana");
              if (place.isPresent()) {
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                Thread.yield();
                open.decrementAndGet();
                place.get().close();
              }
              return null;
            });
      }
      go.countDown();
    }
    assertThat(most).hasValueBetween(1, 2);
    assertThat(streams.callers()).isZero();
  }
}
