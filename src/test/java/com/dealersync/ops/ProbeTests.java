package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbeTests {

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksOnceHoweverManyWaitForTheAnswer() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    Probe<Integer> probe =
        new Probe<>(
            () -> {
              int number = asked.incrementAndGet();
              hangs.await();
              return number;
            });

    List<CompletableFuture<Integer>> answers =
        IntStream.range(0, 100).mapToObj(i -> probe.ask()).toList();

    assertThat(answers).noneMatch(CompletableFuture::isDone);
    hangs.countDown();
    for (CompletableFuture<Integer> answer : answers) {
      assertThat(answer.get()).isOne();
    }
  }

  @Test
  void asksAgainOnceItWasAnswered() {
    Probe<Integer> probe = new Probe<>(asked::incrementAndGet);

    await().until(() -> probe.ask().join() > 2);
  }

  @Test
  void tellsThatItWasNotAnsweredAndAsksAgain() {
    Probe<Integer> probe =
        new Probe<>(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new StackOverflowError();
              }
              return asked.get();
            });

    CompletableFuture<Integer> first = probe.ask();

    assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
    await().ignoreExceptions().until(() -> probe.ask().join() > 1);
  }
}
