package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens.
 *
 * @param told for a story, in the present tense
 * @param token in whose name a command went to Redis, null if none did
 * @param writer which attempt committed a write to its run's row, -1 if none did
 * @param announces which load it announces to a dealer, -1 if none
 * @param refused which POST was turned away as busy, -1 if none was
 */
record ModelStep(
    Kind kind,
    Supplier<String> told,
    ModelState next,
    @Nullable LockToken token,
    int writer,
    int announces,
    int refused) {

  enum Kind {
    /** The service or its job server goes on. */
    PROGRESS,
    /** A POST arrives. */
    ARRIVAL,
    /** Time passes while nobody has anything to do. */
    TIME,
    FAULT
  }

  ModelStep to(ModelState other) {
    return new ModelStep(kind, told, other, token, writer, announces, refused);
  }
}
