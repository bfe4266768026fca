/**
 * The main flow. A request: {@link com.dealersync.sync.SyncStarter} checks, locks, has {@link
 * com.dealersync.sync.RunRegistry} insert the run's row, and gives it to {@link
 * com.dealersync.sync.HandOver}. A job, on any node: {@link com.dealersync.sync.SyncJobHandler}
 * claims the run, {@link com.dealersync.sync.Heartbeat} keeps the claim and the lock, {@link
 * com.dealersync.sync.Synchronisation} prepares, sends and writes the final state; every write goes
 * through the {@link com.dealersync.sync.Fence}. Runs of a dead or stopping node are finished by
 * {@link com.dealersync.sync.Watchdog} and {@link com.dealersync.sync.JobServer}. The decisions are
 * the pure functions of {@link com.dealersync.sync.RunProtocol}.
 */
@NullMarked
@ApplicationModule(
    displayName = "Sync",
    allowedDependencies = {
      "delivery",
      "payload",
      "catalog",
      "lock",
      "audit",
      "notices",
      "logs",
      "database"
    })
package com.dealersync.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
