package com.dealersync.lock;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.dealersync.lock.Acquisition.Acquired;
import com.dealersync.lock.Acquisition.Held;
import com.dealersync.lock.Acquisition.Unavailable;
import com.dealersync.logs.LogContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * One lock per process type, in the key {@code lock:sync:{processType}}. It turns a second request
 * away at once; correctness never rests on it alone, because Redis may lose a key and a paused
 * owner may outlive its own. Thread-safe; no method throws because Redis is away.
 */
@Component
public class DistributedLock implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(DistributedLock.class);
  private static final String PREFIX = "lock:sync:";
  private static final Duration RETRY_EVERY = Duration.ofSeconds(1);
  private static final RedisScript<String> HOLD = script("hold", String.class);
  private static final RedisScript<Long> RELEASE = script("release", Long.class);
  private static final RedisScript<Long> REPLACE = script("replace", Long.class);

  @SuppressWarnings("rawtypes") // what Spring calls an array of Redis
  private static final RedisScript<List> VIEW = script("view", List.class);

  private final StringRedisTemplate redis;
  private final Duration ttl;
  private final LockMetrics metrics;
  private final ScheduledExecutorService retries =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lock-release").factory());

  DistributedLock(StringRedisTemplate redis, LockProperties properties, LockMetrics metrics) {
    this.redis = redis;
    this.ttl = properties.ttl();
    this.metrics = metrics;
  }

  /** How long a key lives without renewal. */
  public Duration ttl() {
    return ttl;
  }

  /** Takes the lock if nobody has it; {@link #view} tells who was faster. */
  public Acquisition acquire(String processType, LockToken token) {
    return metrics.acquired(
        processType, take(processType, token, () -> setIfFree(processType, token)));
  }

  private boolean setIfFree(String processType, LockToken token) {
    return Boolean.TRUE.equals(
        redis.opsForValue().setIfAbsent(key(processType), token.value(), ttl));
  }

  /**
   * Takes the lock from an owner who will not come back for it, whether any token of it still
   * stands there or it has just let go; {@code Held} if somebody else was faster, or a later
   * attempt.
   *
   * @param gone the newest token of that owner
   */
  public Acquisition replace(String processType, LockToken gone, LockToken token) {
    return metrics.replaced(
        processType, take(processType, token, () -> setIfGone(processType, gone, token)));
  }

  private boolean setIfGone(String processType, LockToken gone, LockToken token) {
    return isOne(
        redis.execute(
            REPLACE,
            List.of(key(processType)),
            gone.processId(),
            Integer.toString(gone.attempt()),
            token.value(),
            seconds(ttl)));
  }

  private Acquisition take(String processType, LockToken token, BooleanSupplier command) {
    try {
      return command.getAsBoolean() ? new Acquired() : new Held();
    } catch (DataAccessException e) {
      return undo(processType, token, e);
    }
  }

  /**
   * Keeps the key for another TTL; call only while the database says that the run is still ours.
   */
  public Hold hold(String processType, LockToken token) {
    return metrics.held(processType, keep(processType, token));
  }

  private Hold keep(String processType, LockToken token) {
    try {
      String answer =
          redis.execute(
              HOLD,
              List.of(key(processType)),
              token.value(),
              seconds(ttl),
              token.processId(),
              Integer.toString(token.attempt()));
      return answer == null ? Hold.UNAVAILABLE : Hold.valueOf(answer);
    } catch (DataAccessException e) {
      log.warn("⚠️ [REDIS_LOCK] Redis no responde al renovar el lock", e);
      return Hold.UNAVAILABLE;
    }
  }

  /**
   * Deletes the key if it is this token's or an earlier attempt's of its run. While Redis does not
   * answer it is tried again, until the key has expired by itself.
   *
   * @return whether the key was ours and is gone now
   */
  public boolean release(String processType, LockToken token) {
    try (var context = LogContext.ofProcessType(processType)) {
      return release(processType, token, System.nanoTime());
    }
  }

  private boolean release(String processType, LockToken token, long since) {
    try {
      boolean released =
          isOne(
              redis.execute(
                  RELEASE,
                  List.of(key(processType)),
                  token.value(),
                  token.processId(),
                  Integer.toString(token.attempt())));
      if (released) {
        metrics.released(processType);
        log.atInfo()
            .addKeyValue("processId", token.processId())
            .log("🔓 [REDIS_LOCK] Lock de Redis liberado exitosamente");
      }
      return released;
    } catch (DataAccessException e) {
      boolean expired = System.nanoTime() - since > ttl.toNanos();
      log.atWarn()
          .addKeyValue("cause", e.getMessage())
          .log(
              expired
                  ? "⚠️ [REDIS_LOCK] Redis no respondió durante la vida del lock; ya expiró solo"
                  : "⚠️ [REDIS_LOCK] Redis no responde al liberar el lock; se intenta de nuevo");
      if (!expired && !retries.isShutdown()) {
        var unused =
            retries.schedule(
                LogContext.inherited(() -> release(processType, token, since)),
                RETRY_EVERY.toMillis(),
                MILLISECONDS);
      }
      return false;
    }
  }

  /** Who has the lock. */
  public LockView view(String processType) {
    try {
      List<?> answer = redis.execute(VIEW, List.of(key(processType)));
      return answer == null || answer.isEmpty()
          ? new LockView.Free()
          : new LockView.Held((String) answer.get(0), life((Long) answer.get(1)));
    } catch (DataAccessException e) {
      return new LockView.Unavailable(e);
    }
  }

  /**
   * Deletes every lock, whoever has it, and no other key.
   *
   * @return how many there were; empty if Redis did not answer
   */
  public OptionalLong clear() {
    List<String> keys = new ArrayList<>();
    try (Cursor<String> scan =
        redis.scan(ScanOptions.scanOptions().match(PREFIX + "*").count(1_000).build())) {
      scan.forEachRemaining(keys::add);
      Long deleted = keys.isEmpty() ? Long.valueOf(0) : redis.delete(keys);
      return OptionalLong.of(deleted == null ? 0 : deleted);
    } catch (DataAccessException e) {
      log.atWarn().setCause(e).log("⚠️ [REDIS_LOCK] Redis no responde al limpiar los locks");
      return OptionalLong.empty();
    }
  }

  /**
   * A command without an answer may have been executed, or may be when Redis wakes up: the caller
   * does not wait for that, but the key must not stay behind without an owner.
   */
  private Acquisition undo(String processType, LockToken token, DataAccessException cause) {
    retries.execute(LogContext.inherited(() -> release(processType, token)));
    return new Unavailable(cause);
  }

  @Override
  public void destroy() {
    retries.shutdownNow();
  }

  private static boolean isOne(@Nullable Long answer) {
    return answer != null && answer == 1;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  /** A key that somebody else wrote may have none. */
  private static Duration life(long millis) {
    return Duration.ofMillis(Math.max(0, millis));
  }

  /** Read once: Spring looks on each call whether a resource has changed, in the jar. */
  private static <T> RedisScript<T> script(String name, Class<T> answer) {
    try {
      var lua = new ClassPathResource("redis/" + name + ".lua");
      return RedisScript.of(lua.getContentAsString(StandardCharsets.UTF_8), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String processType) {
    return PREFIX + processType;
  }
}
