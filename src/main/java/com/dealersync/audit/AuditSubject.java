package com.dealersync.audit;

import org.jspecify.annotations.Nullable;

/**
 * What the change was about, as far as that is known.
 *
 * @param runId the run that was started, that was in the way, or that was to be cancelled
 * @param bac the dealer, where it was about one alone
 */
public record AuditSubject(
    @Nullable Long runId,
    @Nullable String processType,
    @Nullable String idCarga,
    @Nullable String bac) {

  /** About no dealer alone. */
  public AuditSubject(
      @Nullable Long runId, @Nullable String processType, @Nullable String idCarga) {
    this(runId, processType, idCarga, null);
  }

  /** Every process type, load and run. */
  public static final AuditSubject ALL = new AuditSubject(null, null, null);
}
