package com.dealersync.sync;

import com.dealersync.audit.Caller;
import com.dealersync.catalog.ColumnText;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a run was accepted, began, ended and was changed last, and by whose request; in local time.
 */
@Embeddable
record RunTimes(
    @Column(name = "FECHAREGISTRO", updatable = false) @Nullable LocalDateTime registeredAt,
    @Column(name = "USUARIOREGISTRO", updatable = false) @Nullable String registeredBy,
    @Column(name = "COES_CORRELACIONID", updatable = false) @Nullable String correlationId,
    @Column(name = "COES_FECHAINICIO") @Nullable LocalDateTime startedAt,
    @Column(name = "COES_FECHAFIN") @Nullable LocalDateTime endedAt,
    @Column(name = "FECHAMODIFICACION") @Nullable LocalDateTime modifiedAt,
    @Column(name = "USUARIOMODIFICACION") @Nullable String modifiedBy) {

  /** The times of a row that has none. */
  static final RunTimes UNKNOWN = new RunTimes(null, null, null, null, null, null, null);

  static final int USER_BYTES = 100;

  static RunTimes accepted(Caller by, DatabaseTime now) {
    return new RunTimes(
        now.local(),
        ColumnText.fit(by.name(), USER_BYTES),
        by.correlationId(),
        null,
        null,
        null,
        null);
  }

  /** Sets the start, unless it is set already. */
  RunTimes started(DatabaseTime now) {
    return new RunTimes(
        registeredAt,
        registeredBy,
        correlationId,
        startedAt == null ? now.local() : startedAt,
        endedAt,
        modifiedAt,
        modifiedBy);
  }

  RunTimes ended(DatabaseTime now) {
    return new RunTimes(
        registeredAt,
        registeredBy,
        correlationId,
        started(now).startedAt(),
        now.local(),
        modifiedAt,
        modifiedBy);
  }

  RunTimes changed(DatabaseTime now) {
    return new RunTimes(
        registeredAt, registeredBy, correlationId, startedAt, endedAt, now.local(), user());
  }

  /** Who writes the run's rows: the caller who started it. */
  String user() {
    return registeredBy == null ? "dealer-sync" : registeredBy;
  }

  /** How long ago it was accepted; by local time, which is exact enough for a warning. */
  Duration age(DatabaseTime now) {
    return registeredAt == null ? Duration.ZERO : Duration.between(registeredAt, now.local());
  }

  @Nullable Instant accepted(ZoneId zone) {
    return registeredAt == null ? null : registeredAt.atZone(zone).toInstant();
  }
}
