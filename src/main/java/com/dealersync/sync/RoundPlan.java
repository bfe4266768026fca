package com.dealersync.sync;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The round that follows a run. Both are null while none is planned. */
@Embeddable
record RoundPlan(
    @Column(name = "COES_SIGUIENTERONDA") @Nullable Instant at,
    @Column(name = "COES_RONDAJOBID") @Nullable String jobId) {

  static RoundPlan of(Instant at) {
    return new RoundPlan(at, UUID.randomUUID().toString());
  }

  /** A planned round: when it begins, and the job that begins it. */
  record Planned(Instant at, UUID jobId) {

    boolean isDue(DatabaseTime now) {
      return !now.instant().isBefore(at);
    }

    /** For how long it should have begun; zero if it should not. */
    Duration overdue(DatabaseTime now) {
      return isDue(now) ? Duration.between(at, now.instant()) : Duration.ZERO;
    }
  }

  @Nullable Planned planned() {
    return at == null || jobId == null ? null : new Planned(at, UUID.fromString(jobId));
  }
}
