package com.dealersync.catalog;

/**
 * Tells dealers that a run gave up before anything was ever sent to them from those that failed. In
 * the snapshot, whose states are the organisation's, both are {@link DealerState#FALLIDO}.
 */
public final class NeverSent {

  /** How the reason of a dealer begins that a run ended before. Has no character of a pattern. */
  public static final String REASON = "La ejecución terminó antes: ";

  /** True in a row of the snapshot that stands for such a dealer. */
  static final String CONDITION =
      """
      (COSD_ESTADOWEBHOOK = 'FALLIDO' and coalesce(COSD_INTENTOSWEBHOOK, 0) = 0
        and COSD_ULTIMOERRORWEBHOOK like '%s%%')"""
          .formatted(REASON);

  private NeverSent() {}
}
