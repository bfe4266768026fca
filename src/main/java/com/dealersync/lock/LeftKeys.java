package com.dealersync.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Tokens without an owner that may be in a key because Redis did not answer. They are removed as
 * soon as Redis answers, or forgotten once a key must have expired by itself. Reading a key once
 * decides about all tokens of its process type, so that a thousand of them cause hardly more
 * commands and log lines than one. Thread-safe.
 */
final class LeftKeys implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeftKeys.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int ROUNDS_PER_LINE = 60;

  /**
   * If there are more, the oldest is forgotten. That does no harm, because others take a request's
   * key over once it is 30 s old.
   */
  private static final int MOST_PER_TYPE = 1_000;

  private final LockCommands commands;
  private final BiConsumer<String, LockToken> release;
  private final Duration ttl;
  private final Map<String, Map<LockToken, Long>> waiting = new ConcurrentHashMap<>();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lock-release").factory());
  private boolean scheduled;
  private int inVain;

  /**
   * @param release removes the token if it is there; throws as {@code commands} does
   */
  LeftKeys(LockCommands commands, BiConsumer<String, LockToken> release, Duration ttl) {
    this.commands = commands;
    this.release = release;
    this.ttl = ttl;
  }

  void add(String processType, LockToken token) {
    long now = System.nanoTime();
    waiting.compute(
        processType,
        (type, tokens) -> {
          Map<LockToken, Long> all = tokens == null ? new LinkedHashMap<>() : tokens;
          all.putIfAbsent(token, now);
          if (all.size() > MOST_PER_TYPE) {
            all.remove(all.keySet().iterator().next());
          }
          return all;
        });
    schedule(Duration.ZERO);
  }

  /** How many there are. */
  int size() {
    return waiting.keySet().stream().mapToInt(type -> tokens(type).size()).sum();
  }

  private synchronized void schedule(Duration in) {
    if (!scheduled && !rounds.isShutdown()) {
      scheduled = true;
      var unused = rounds.schedule(this::round, in.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Never throws, so that the next round takes place. */
  private void round() {
    int before = size();
    waiting.keySet().forEach(this::settle);
    synchronized (this) {
      scheduled = false;
    }
    int left = size();
    if (left == 0) {
      if (inVain > 0) {
        log.info("🔓 [REDIS_LOCK] Redis responde: no queda ningún lock sin dueño");
      }
      inVain = 0;
      return;
    }
    if (inVain % ROUNDS_PER_LINE == 0) {
      log.warn(
          "⚠️ [REDIS_LOCK] Redis no responde: {} locks que pueden quedar sin dueño se liberan en cuanto responda",
          Math.max(before, left));
    }
    inVain++;
    schedule(AGAIN);
  }

  private void settle(String processType) {
    List<LockToken> tokens = tokens(processType);
    try {
      if (commands.view(processType) instanceof LockView.Held held) {
        tokens.stream()
            .filter(token -> token.processId().equals(held.holder().processId()))
            .forEach(token -> release.accept(processType, token));
      }
      forget(processType, tokens);
    } catch (DataAccessException e) {
      log.debug("The keys without an owner wait on", e);
      forgetExpired(processType);
    } catch (Throwable e) {
      log.error("❌ [REDIS_LOCK] No se pudo liberar un lock sin dueño; se intenta de nuevo", e);
      forgetExpired(processType);
    }
  }

  private List<LockToken> tokens(String processType) {
    List<LockToken> copy = new ArrayList<>();
    waiting.computeIfPresent(
        processType,
        (type, tokens) -> {
          copy.addAll(tokens.keySet());
          return tokens;
        });
    return copy;
  }

  private void forget(String processType, List<LockToken> settled) {
    waiting.computeIfPresent(
        processType,
        (type, tokens) -> {
          settled.forEach(tokens::remove);
          return tokens.isEmpty() ? null : tokens;
        });
  }

  private void forgetExpired(String processType) {
    long now = System.nanoTime();
    waiting.computeIfPresent(
        processType,
        (type, tokens) -> {
          tokens.values().removeIf(since -> now - since > ttl.toNanos());
          return tokens.isEmpty() ? null : tokens;
        });
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }
}
