package com.dealersync.lock;

import com.dealersync.lock.Acquisition.Acquired;
import com.dealersync.lock.Acquisition.Held;
import com.dealersync.lock.Acquisition.Unavailable;
import com.dealersync.logs.LogContext;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * One lock per process type, in the key {@code lock:sync:{processType}}. It refuses a second
 * request at once. Correctness never depends on it alone, because Redis may lose a key, and a
 * paused owner may go on after its key expired. Thread-safe. No method throws because Redis does
 * not answer.
 */
@Component
public class DistributedLock implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(DistributedLock.class);

  private final LockCommands commands;
  private final LeftKeys leftKeys;
  private final Duration ttl;
  private final LockMetrics metrics;

  DistributedLock(StringRedisTemplate redis, LockProperties properties, LockMetrics metrics) {
    this.ttl = properties.ttl();
    this.metrics = metrics;
    this.commands = new LockCommands(redis, ttl);
    this.leftKeys = new LeftKeys(commands, this::releaseNow, ttl);
  }

  /** How long a key lives without renewal. */
  public Duration ttl() {
    return ttl;
  }

  /** Takes the lock if nobody has it; {@link #view} tells who has it. */
  public Acquisition acquire(String processType, LockToken token) {
    return metrics.acquired(
        processType, take(processType, token, () -> commands.setIfFree(processType, token)));
  }

  /**
   * Takes the lock of an owner that will not release it, if the key has any token of that owner or
   * is free. {@code Held} if somebody else, or a later attempt of that owner, has it.
   *
   * @param gone the newest token of that owner
   */
  public Acquisition replace(String processType, LockToken gone, LockToken token) {
    return metrics.replaced(
        processType, take(processType, token, () -> commands.setIfGone(processType, gone, token)));
  }

  /**
   * A command without an answer may have been executed, or may be executed later. The caller does
   * not wait for that, but the key must not stay without an owner.
   */
  private Acquisition take(String processType, LockToken token, BooleanSupplier command) {
    try {
      return command.getAsBoolean() ? new Acquired() : new Held();
    } catch (DataAccessException e) {
      if (RedisFaults.mayBeDone(e)) {
        leftKeys.add(processType, token);
      }
      return new Unavailable(e);
    }
  }

  /**
   * Keeps the key for another TTL. Call it only if the database has just confirmed that the run is
   * still ours.
   */
  public Hold hold(String processType, LockToken token) {
    return metrics.held(processType, keep(processType, token));
  }

  private Hold keep(String processType, LockToken token) {
    try {
      return commands.hold(processType, token);
    } catch (DataAccessException e) {
      log.warn(
          "⚠️ [REDIS_LOCK] Redis no responde al renovar el lock: {}",
          NestedExceptionUtils.getMostSpecificCause(e).toString());
      return Hold.UNAVAILABLE;
    }
  }

  /**
   * Deletes the key if it has this token or one of an earlier attempt of its run. If Redis does not
   * answer, it is tried again until the key has expired by itself.
   *
   * @return whether the key was ours and is gone now
   */
  public boolean release(String processType, LockToken token) {
    try {
      return releaseNow(processType, token);
    } catch (DataAccessException e) {
      leftKeys.add(processType, token);
      return false;
    }
  }

  private boolean releaseNow(String processType, LockToken token) {
    boolean released = commands.release(processType, token);
    if (released) {
      metrics.released(processType);
      try (var context = LogContext.ofProcessType(processType)) {
        log.atInfo()
            .addKeyValue("processId", token.processId())
            .log("🔓 [REDIS_LOCK] Lock de Redis liberado exitosamente");
      }
    }
    return released;
  }

  /** Who has the lock. */
  public LockView view(String processType) {
    try {
      return commands.view(processType);
    } catch (DataAccessException e) {
      return new LockView.Unavailable(e);
    }
  }

  /**
   * Removes the key, whoever owns it, if it is still as it was seen.
   *
   * @return whether it is gone now; empty if Redis did not answer
   */
  public Optional<Boolean> remove(String processType, LockView seen) {
    try {
      return switch (seen) {
        case LockView.Free free -> Optional.of(true);
        case LockView.Held(LockToken holder, var expiresIn) ->
            Optional.of(commands.remove(processType, "string", holder.stamp()));
        case LockView.Foreign(String type, String stamp, var expiresIn) ->
            Optional.of(commands.remove(processType, type, stamp));
        case LockView.Unavailable unavailable -> Optional.empty();
      };
    } catch (DataAccessException e) {
      log.atWarn().setCause(e).log("⚠️ [REDIS_LOCK] Redis no responde al quitar una clave");
      return Optional.empty();
    }
  }

  /** Whether Redis would let the locks of all these process types be taken if they were free. */
  public LockReadiness readiness(Collection<String> processTypes) {
    try {
      processTypes.forEach(commands::tryToWrite);
      return new LockReadiness.Ready();
    } catch (DataAccessException e) {
      return RedisFaults.answer(e)
          .<LockReadiness>map(LockReadiness.Refused::new)
          .orElseGet(() -> new LockReadiness.Silent(e));
    }
  }

  /**
   * Deletes every lock, whoever has it, and no other key.
   *
   * @return how many there were; empty if Redis did not answer
   */
  public OptionalLong clear() {
    try {
      return OptionalLong.of(commands.clear());
    } catch (DataAccessException e) {
      log.atWarn().setCause(e).log("⚠️ [REDIS_LOCK] Redis no responde al limpiar los locks");
      return OptionalLong.empty();
    }
  }

  /** How many tokens may be in Redis without an owner, to be removed once it answers. */
  int leftKeys() {
    return leftKeys.size();
  }

  @Override
  public void destroy() {
    leftKeys.close();
  }
}
