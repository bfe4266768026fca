package com.dealersync.sync;

import java.time.Duration;

/** How long ago something was, as far as the protocol cares. */
enum ModelAge {
  FRESH(Duration.ZERO),
  /** An attempt doubts itself, and others still count it as alive. */
  DOUBTFUL(RunProtocol.lease(ModelRules.TTL)),
  /** A whole TTL ago, or longer. */
  OLD(ModelRules.TTL);

  private final Duration duration;

  ModelAge(Duration duration) {
    this.duration = duration;
  }

  Duration duration() {
    return duration;
  }

  ModelAge later() {
    return this == FRESH ? DOUBTFUL : OLD;
  }
}
