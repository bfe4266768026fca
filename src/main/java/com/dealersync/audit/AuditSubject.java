package com.dealersync.audit;

import org.jspecify.annotations.Nullable;

/**
 * What it was about, as far as it is known.
 *
 * @param runId the run that came of it, was in the way or was to be cancelled
 */
public record AuditSubject(
    @Nullable Long runId, @Nullable String processType, @Nullable String idCarga) {

  /** Everything there is. */
  public static final AuditSubject ALL = new AuditSubject(null, null, null);
}
