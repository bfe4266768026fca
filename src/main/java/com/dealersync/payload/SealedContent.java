package com.dealersync.payload;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The description of a load's sealed content. Everything that is sent for the load is exactly this
 * content.
 *
 * @param sha256 of its bytes, in lower-case hex
 * @param records how many it holds
 * @param bytes how long it is
 * @param parts in how many parts it is stored; 0 if they were deleted after the retention time
 * @param sealedAt in the service's zone
 * @param warnings what was wrong with it although it was sent by force; null if nothing was wrong
 */
public record SealedContent(
    long loadId,
    String sha256,
    long records,
    long bytes,
    int parts,
    LocalDateTime sealedAt,
    @Nullable String warnings) {

  /** Whether it can still be read. */
  public boolean isKept() {
    return parts > 0;
  }
}
