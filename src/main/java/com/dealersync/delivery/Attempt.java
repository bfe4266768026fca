package com.dealersync.delivery;

import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request to a webhook, as it went.
 *
 * @param webhookId the {@code webhook-id}
 * @param number of the attempt, from 1 in each run
 * @param lasted how long it took
 * @param phases milliseconds in each phase, for people
 * @param address it was connected to; null if to none
 * @param httpStatus of the answer; null if none came
 * @param cause {@code OK}, or the kind of the failure
 * @param reply why it failed, with the beginning of the answer, free of secrets; null if it did not
 */
public record Attempt(
    String webhookId,
    int number,
    Duration lasted,
    String phases,
    @Nullable String address,
    @Nullable Integer httpStatus,
    String cause,
    @Nullable String reply) {

  static Attempt of(Delivery delivery, AttemptResult result, Duration lasted, Exchange exchange) {
    return new Attempt(
        delivery.group().webhookId(),
        delivery.attempts(),
        lasted,
        exchange.millisByPhase().entrySet().stream()
            .map(phase -> phase.getKey() + "=" + phase.getValue())
            .collect(Collectors.joining(" ")),
        exchange.address(),
        result.status(),
        switch (result) {
          case AttemptResult.Confirmed confirmed -> "OK";
          case AttemptResult.Failed failed -> failed.kind().name();
        },
        result instanceof AttemptResult.Failed failed ? failed.reason() : null);
  }
}
