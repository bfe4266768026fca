package com.dealersync.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jobrunr.server.BackgroundJobServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * This node's background job server. When the node stops it stops first, while requests are still
 * answered: runs at work let what is in flight come home and are given back. Thread-safe.
 */
@Component
public class JobServer implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(JobServer.class);
  private static final List<Long> LOOKS_AFTER_MILLIS = List.of(0L, 25L, 75L);
  private static final Executor THREADS =
      task -> Thread.ofVirtual().name("job-server-wake").start(task);

  private final ObjectProvider<BackgroundJobServer> servers;
  private final Heartbeats heartbeats;
  private volatile boolean draining;
  private volatile boolean started;

  JobServer(ObjectProvider<BackgroundJobServer> servers, Heartbeats heartbeats) {
    this.servers = servers;
    this.heartbeats = heartbeats;
  }

  /** What it is doing. */
  public enum State {
    /** This node has none; others work. */
    NONE,
    /** It takes jobs. */
    WORKING,
    /** It gave up, as it does when it cannot reach the database. */
    STOPPED,
    /** The node is stopping. */
    DRAINING
  }

  public State state() {
    if (draining) {
      return State.DRAINING;
    }
    BackgroundJobServer server = servers.getIfAvailable();
    if (server == null) {
      return State.NONE;
    }
    return server.isRunning() ? State.WORKING : State.STOPPED;
  }

  /** Starts it again if it gave up. */
  public void revive() {
    if (state() == State.STOPPED) {
      servers.ifAvailable(BackgroundJobServer::start);
    }
  }

  /** Work that another node gave back, or queued and cannot do itself, is found within a second. */
  @Scheduled(fixedDelay = 1_000)
  void look() {
    servers.ifAvailable(JobServer::wake);
  }

  /**
   * Has it look for work now instead of at its next poll (5 s at best on SQL). JobRunr has no call
   * for that; it looks whenever a worker becomes idle, so one is declared occupied and idle again.
   * A look that falls into another one is skipped, and that one may have begun before the job was
   * there: hence more than one. Returns at once.
   */
  void wake() {
    servers.ifAvailable(
        server ->
            LOOKS_AFTER_MILLIS.forEach(
                millis ->
                    CompletableFuture.delayedExecutor(millis, MILLISECONDS, THREADS)
                        .execute(() -> wake(server))));
  }

  private static void wake(BackgroundJobServer server) {
    try {
      if (server.isRunning()) {
        server.getJobSteward().notifyThreadOccupied();
        server.getJobSteward().notifyThreadIdle();
      }
    } catch (RuntimeException e) {
      // Where the database failed after JobRunr had marked a job as taken, nobody works on it.
      log.warn(
          "⚠️ [BATCH_SYNC] El servidor de trabajos no pudo buscar trabajo y busca de nuevo en un"
              + " segundo; si ya estaba tomando un trabajo, ese empieza cuando JobRunr lo da por"
              + " huérfano",
          e);
    }
  }

  /** Whether the node is stopping and takes no new run. */
  boolean isDraining() {
    return draining;
  }

  @Override
  public void start() {
    started = true;
  }

  @Override
  public void stop() {
    draining = true;
    heartbeats.handBack();
    log.info("🛑 [BATCH_SYNC] El nodo se detiene: no acepta procesos y entrega los que tiene");
    servers.ifAvailable(BackgroundJobServer::stop);
    started = false;
  }

  @Override
  public boolean isRunning() {
    return started;
  }
}
