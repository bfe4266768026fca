package com.dealersync.payload;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a load's content that was sealed: whatever is sent for the load is exactly this.
 *
 * @param sha256 of its bytes, in lower-case hex
 * @param records how many it holds
 * @param bytes how long it is
 * @param parts in how many it is stored; 0 if it was deleted when its time was over
 * @param sealedAt in the service's zone
 * @param warnings what was found wrong with it and let pass; null if nothing was
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
