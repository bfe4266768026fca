package com.dealersync.notices;

import com.dealersync.logs.RepeatedFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Hands notices that are due to the background jobs: new ones, those to be tried again, and those
 * whose job or node died. It runs on every node. Whoever puts a notice off first queues it.
 */
@Component
class NoticeSweep {

  private static final Logger log = LoggerFactory.getLogger(NoticeSweep.class);

  /** How long a queued job may wait for a worker before the notice is queued again. */
  private static final Duration IN_THE_QUEUE = Duration.ofMinutes(2);

  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("notices-sweep").start(task);

  private final Destinations destinations;
  private final NoticeRows rows;
  private final NoticesProperties properties;
  private final JobRequestScheduler jobs;
  private final NoticeMetrics metrics;
  private final RepeatedFaults faults;

  NoticeSweep(
      Destinations destinations,
      NoticeRows rows,
      NoticesProperties properties,
      JobRequestScheduler jobs,
      NoticeMetrics metrics,
      RepeatedFaults faults) {
    this.destinations = destinations;
    this.rows = rows;
    this.properties = properties;
    this.jobs = jobs;
    this.metrics = metrics;
    this.faults = faults;
  }

  /** Returns at once. */
  void soon() {
    THREADS.execute(this::sweep);
  }

  /** Without anybody to tell there is nothing to look for. */
  @Scheduled(initialDelay = 10_000, fixedDelay = 15_000)
  void sweep() {
    if (destinations.areNone()) {
      return;
    }
    try {
      List<NoticeRows.Waiting> waiting = rows.waiting();
      metrics.seen(waiting);
      waiting.stream()
          .filter(NoticeRows.Waiting::isDue)
          .filter(notice -> rows.putOff(notice, IN_THE_QUEUE))
          .forEach(notice -> jobs.enqueue(new NoticeJob(notice.id(), notice.attempts())));
    } catch (RuntimeException e) {
      faults.met(log, "Los avisos pendientes no se pudieron encolar; se intenta de nuevo", e);
    }
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void clean() {
    if (destinations.areNone()) {
      return;
    }
    try {
      int deleted = rows.deleteOlderThan(Instant.now().minus(properties.keep()));
      if (deleted > 0) {
        log.info("🧹 [AVISOS] {} avisos de hace más de {} borrados", deleted, properties.keep());
      }
    } catch (RuntimeException e) {
      faults.met(log, "Los avisos viejos no se pudieron borrar; se intenta de nuevo", e);
    }
  }
}
