package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The runs that have the locks. Whoever waits for a process type asks again and again whose its
 * lock is: the database is asked once a second at most, whatever Redis is asked.
 */
@Component
class LockHolders {

  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int MOST_RUNS = 1_000;

  private final SyncRuns runs;
  private final Cache<String, SyncRun> byProcessId =
      Caffeine.newBuilder().maximumSize(MOST_RUNS).expireAfterWrite(REMEMBERED).build();

  LockHolders(SyncRuns runs) {
    this.runs = runs;
  }

  /** As it was at most a second ago; empty while its request is still being accepted. */
  Optional<SyncRun> runOf(LockToken token) {
    SyncRun known = byProcessId.getIfPresent(token.processId());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SyncRun> found = runs.findByProcessId(token.processId());
    found.ifPresent(run -> byProcessId.put(token.processId(), run));
    return found;
  }
}
