package com.dealersync.ops;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A question to a server that may not respond. It is asked on its own thread, and only once at a
 * time: callers that come before the answer wait for the same answer. So a server that does not
 * respond costs one thread and one connection, however many callers there are.
 */
final class Probe<T> {

  private final Callable<T> question;
  private final AtomicReference<@Nullable CompletableFuture<T>> asked = new AtomicReference<>();

  Probe(Callable<T> question) {
    this.question = question;
  }

  CompletableFuture<T> ask() {
    CompletableFuture<T> own = new CompletableFuture<>();
    CompletableFuture<T> others = asked.compareAndExchange(null, own);
    if (others != null) {
      return others;
    }
    Thread.ofVirtual().name("probe").start(() -> answer(own));
    return own;
  }

  private void answer(CompletableFuture<T> own) {
    try {
      own.complete(question.call());
    } catch (Throwable e) {
      own.completeExceptionally(e);
    } finally {
      asked.set(null);
    }
  }
}
