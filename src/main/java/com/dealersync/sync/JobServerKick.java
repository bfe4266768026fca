package com.dealersync.sync;

import org.jobrunr.server.BackgroundJobServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Wakes this node's job server, which otherwise looks for work at its next poll only (5 s at best
 * on SQL). JobRunr has no call for it; it looks for work whenever a worker becomes idle, so one is
 * declared occupied and idle again. A node without a running server leaves the job to the others.
 */
@Component
class JobServerKick {

  private static final Logger log = LoggerFactory.getLogger(JobServerKick.class);

  private final ObjectProvider<BackgroundJobServer> servers;

  JobServerKick(ObjectProvider<BackgroundJobServer> servers) {
    this.servers = servers;
  }

  /** Returns at once; the look-up of new work runs on a thread of its own. */
  void soon() {
    servers.ifAvailable(
        server -> Thread.ofVirtual().name("job-server-kick").start(() -> kick(server)));
  }

  private static void kick(BackgroundJobServer server) {
    try {
      if (server.isRunning()) {
        server.getJobSteward().notifyThreadOccupied();
        server.getJobSteward().notifyThreadIdle();
      }
    } catch (RuntimeException e) {
      log.warn("The job server could not be woken; the job starts at its next poll", e);
    }
  }
}
