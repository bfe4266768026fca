package com.dealersync.sync;

import com.dealersync.audit.Caller;
import com.dealersync.lock.DistributedLock;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Frees every lock and ends every run, in development only. */
@Component
@Profile("dev")
public class LockCleaning {

  private static final Logger log = LoggerFactory.getLogger(LockCleaning.class);

  private final DistributedLock lock;
  private final RunRegistry registry;

  LockCleaning(DistributedLock lock, RunRegistry registry) {
    this.lock = lock;
    this.registry = registry;
  }

  /** What was freed and ended. */
  public record Cleaned(long keysDeleted, int runsClosed) {}

  /**
   * Ends every active run, so that the fence refuses attempts that still work, and then deletes
   * every lock.
   *
   * @return empty if Redis did not answer; nothing was changed then
   */
  public Optional<Cleaned> clean(Caller caller) {
    OptionalLong before = lock.clear();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    int runs = registry.endAll("lock limpiado manualmente", caller);
    // A heartbeat may have taken its key again since the first deletion.
    long keys = before.getAsLong() + lock.clear().orElse(0);
    log.warn("🧹 [BATCH_SYNC] Locks limpiados: {} claves, {} ejecuciones cerradas", keys, runs);
    return Optional.of(new Cleaned(keys, runs));
  }
}
