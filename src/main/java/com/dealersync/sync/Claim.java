package com.dealersync.sync;

import com.dealersync.lock.LockToken;

/**
 * The right of one attempt to work on a run, until a newer attempt claims it or somebody ends the
 * run.
 */
record Claim(
    long runId, LockToken token, String processType, long loadId, String idCarga, String user) {

  int attempt() {
    return token.attempt();
  }
}
