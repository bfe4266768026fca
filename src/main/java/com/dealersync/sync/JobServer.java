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
 * This node's background job server. When the node stops, the job server stops first, while
 * requests are still answered: runs at work wait for the answers to what they have sent, and are
 * given back. Thread-safe.
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
    /** It stopped by itself, as it does when it cannot reach the database. */
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

  /** Starts it again if it stopped by itself. */
  public void revive() {
    if (state() == State.STOPPED) {
      servers.ifAvailable(BackgroundJobServer::start);
    }
  }

  /** Finds, within a second, jobs that another node gave back, or queued and cannot run itself. */
  @Scheduled(fixedDelay = 1_000)
  void look() {
    servers.ifAvailable(JobServer::wake);
  }

  /**
   * Makes it look for jobs now, and not at its next poll (after up to 5 s). JobRunr has no call for
   * that, but it looks whenever a worker becomes idle; so this declares a worker occupied and then
   * idle. JobRunr skips a look while another one is in progress, and that one may have begun before
   * the job was there. So this makes several looks. Returns at once.
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
      // If the database failed after JobRunr had marked a job as taken, no worker has it.
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
