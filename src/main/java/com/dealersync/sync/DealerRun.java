package com.dealersync.sync;

import com.dealersync.catalog.DealerState;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did with one dealer.
 *
 * @param attempts of the whole group that shares the webhook; empty if they are not kept any more
 */
public record DealerRun(
    long runId,
    String processType,
    String idCarga,
    @Nullable Long loadId,
    DealerState state,
    int attemptCount,
    @Nullable LocalDateTime lastAttempt,
    @Nullable Integer httpStatus,
    @Nullable String error,
    @Nullable String token,
    List<Attempt> attempts) {

  /**
   * One request.
   *
   * @param phases milliseconds in each phase, for people
   * @param cause {@code OK}, or the kind of the failure
   * @param reply why it failed, with the beginning of the answer, free of secrets
   */
  public record Attempt(
      String webhookId,
      int number,
      LocalDateTime at,
      int millis,
      @Nullable String phases,
      @Nullable String address,
      @Nullable Integer httpStatus,
      String cause,
      @Nullable String reply) {}
}
