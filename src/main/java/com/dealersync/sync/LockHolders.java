package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Finds the run that has a lock. Callers that wait for a process type ask for this often, so a node
 * asks the database only about once a second for each lock.
 */
@Component
class LockHolders {

  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int MOST_RUNS = 1_000;

  private final SyncRuns runs;
  private final Cache<String, Holder> byProcessId;

  @Autowired
  LockHolders(SyncRuns runs) {
    this(runs, Ticker.systemTicker());
  }

  LockHolders(SyncRuns runs, Ticker time) {
    this.runs = runs;
    byProcessId =
        Caffeine.newBuilder()
            .ticker(time)
            .maximumSize(MOST_RUNS)
            .expireAfterWrite(REMEMBERED)
            .build();
  }

  /**
   * A run that has a lock.
   *
   * @param newest its newest token; null for a run from before runs had tokens
   */
  record Holder(long runId, String idCarga, RunStatus status, @Nullable LockToken newest) {

    static Holder of(SyncRun run) {
      return new Holder(run.id(), run.idCarga(), run.status(), run.lease().token().orElse(null));
    }
  }

  /** The run as it was at most a second ago; empty while its request is still being accepted. */
  Optional<Holder> runOf(LockToken token) {
    Holder known = byProcessId.getIfPresent(token.processId());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Holder> found = runs.findHolder(token);
    found.ifPresent(holder -> byProcessId.put(token.processId(), holder));
    return found;
  }
}
