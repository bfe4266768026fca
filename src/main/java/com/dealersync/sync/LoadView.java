package com.dealersync.sync;

import com.dealersync.catalog.Coverage;
import com.dealersync.catalog.LoadSummary;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A load as it stands now.
 *
 * @param content what is sent for it; null while nothing is sealed
 * @param replaced whether a newer load has taken its place
 * @param replacedBy the idCarga of that; null if nobody says which it is
 */
public record LoadView(
    LoadSummary load,
    Coverage coverage,
    @Nullable Content content,
    boolean replaced,
    @Nullable String replacedBy) {

  /**
   * What was sealed.
   *
   * @param findings what is wrong with it and was let pass; null if nothing is
   * @param kept whether its bytes can still be read
   */
  public record Content(
      String sha256, long bytes, LocalDateTime sealedAt, @Nullable String findings, boolean kept) {}
}
