package com.dealersync.audit;

import org.jspecify.annotations.Nullable;

/**
 * What the change was about, as far as that is known.
 *
 * @param runId the run that was started, that was in the way, or that was to be cancelled
 */
public record AuditSubject(
    @Nullable Long runId, @Nullable String processType, @Nullable String idCarga) {

  /** Every process type, load and run. */
  public static final AuditSubject ALL = new AuditSubject(null, null, null);
}
