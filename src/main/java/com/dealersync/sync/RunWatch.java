package com.dealersync.sync;

import com.dealersync.logs.RepeatedFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells watchers the progress of runs on any node. It makes one query a second, however many
 * watchers there are, and none without watchers. Thread-safe.
 */
@Component
public class RunWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(RunWatch.class);

  private final RunQueries queries;
  private final RepeatedFaults faults;
  private final Map<Long, WatchedRun> watched = new ConcurrentHashMap<>();
  private volatile boolean running;

  RunWatch(RunQueries queries, RepeatedFaults faults) {
    this.queries = queries;
    this.faults = faults;
  }

  /** Watches a run; empty if there is no such run. Close the result when it is no longer needed. */
  public Optional<RunWatching> watch(long syncControlId) {
    return queries.find(syncControlId).map(run -> new RunWatching(run, join(run), this::leave));
  }

  private WatchedRun join(RunView run) {
    WatchedRun joined =
        watched.compute(
            run.syncControlId(),
            (id, present) -> {
              WatchedRun target = present == null ? new WatchedRun(run) : present;
              target.join();
              target.show(run);
              return target;
            });
    if (!running) {
      joined.close();
    }
    return joined;
  }

  private void leave(RunView run) {
    watched.computeIfPresent(
        run.syncControlId(), (id, present) -> present.leave() ? present : null);
  }

  /** At a fixed rate, because watchers are promised news each second. */
  @Scheduled(fixedRate = 1_000)
  void look() {
    List<Long> active = new ArrayList<>();
    watched.forEach(
        (id, run) -> {
          if (!run.hasEnded()) {
            active.add(id);
          }
        });
    if (active.isEmpty()) {
      return;
    }
    try {
      queries.find(active).forEach(this::show);
    } catch (RuntimeException e) {
      faults.met(log, "Las ejecuciones observadas no se pudieron leer; se intenta de nuevo", e);
    }
  }

  private void show(RunView run) {
    WatchedRun target = watched.get(run.syncControlId());
    if (target != null) {
      target.show(run);
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /**
   * Releases every watcher, so that none delays the stop of the node. They may watch on another
   * node.
   */
  @Override
  public void stop() {
    running = false;
    watched.values().forEach(WatchedRun::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
