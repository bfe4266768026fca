package com.dealersync.delivery;

import static java.util.Objects.requireNonNull;

import com.dealersync.catalog.SnapshotDealer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A webhook on its way through the run. Belongs to the thread that dispatches; the one that records
 * gives it its group, between its announcement and the answer to that.
 */
final class Delivery {
  private final int webhook;
  private final long origin;
  private @Nullable WebhookGroup group;
  private volatile boolean untouched = true;
  private int attempts;
  private long began;
  private long notBefore;
  private boolean probe;
  private @Nullable Duration lasted;
  private AttemptResult.@Nullable Failed lastFailure;
  private boolean mayHaveArrived;

  /**
   * @param webhook its number among the {@link Webhooks}
   * @param origin likewise
   */
  Delivery(int webhook, long origin) {
    this.webhook = webhook;
    this.origin = origin;
  }

  int webhook() {
    return webhook;
  }

  long origin() {
    return origin;
  }

  void isFor(WebhookGroup group) {
    if (this.group == null) {
      mayHaveArrived = group.dealers().stream().anyMatch(SnapshotDealer::mayHaveReceived);
    }
    this.group = group;
  }

  WebhookGroup group() {
    return requireNonNull(group);
  }

  /** Attempts begun so far. */
  int attempts() {
    return attempts;
  }

  /**
   * @param now in the node's time
   */
  void beginAttempt(long now) {
    untouched = false;
    attempts++;
    began = now;
  }

  /** Whether no attempt was begun and it is not settled. May be asked by any thread. */
  boolean isUntouched() {
    return untouched;
  }

  /** When its latest attempt began. */
  long began() {
    return began;
  }

  /** Whether its latest attempt is the probe of a breaker. */
  void isProbe(boolean probe) {
    this.probe = probe;
  }

  boolean isProbe() {
    return probe;
  }

  /** Before then it must not be sent again, because its dealer has asked for that. */
  long notBefore() {
    return notBefore;
  }

  /** Whether an earlier attempt, also of another run, may have reached the dealers. */
  boolean mayHaveArrived() {
    return mayHaveArrived;
  }

  /** Its latest attempt sent all of it, and what became of it is not known. */
  void arrivedPerhaps() {
    mayHaveArrived = true;
  }

  /** Whether all of its dealers have confirmed elsewhere, so that nothing is left to be sent. */
  boolean isForNobody() {
    return group != null && group.dealers().isEmpty();
  }

  /** Settles it, because its dealers have confirmed elsewhere. */
  Settlement confirmedElsewhere() {
    return new Settlement.Confirmed(group(), attempts, null, lasted, null);
  }

  /** Its latest attempt has ended after that long. */
  void lasted(Duration time) {
    lasted = time;
  }

  /**
   * @param notBefore when it may be sent again at the earliest
   */
  void failed(AttemptResult.Failed failure, long notBefore) {
    lastFailure = failure;
    this.notBefore = notBefore;
  }

  Settlement confirmed(AttemptResult.Confirmed confirmed) {
    return new Settlement.Confirmed(
        group(), attempts, confirmed.status(), lasted, confirmed.token());
  }

  /**
   * Settles it with the reason of its last attempt.
   *
   * @param otherwise the reason if none was made, in Spanish
   */
  Settlement givenUp(String otherwise) {
    untouched = false;
    AttemptResult.Failed failure = lastFailure;
    return failure == null
        ? new Settlement.Failed(group(), attempts, null, null, otherwise, true, mayHaveArrived)
        : new Settlement.Failed(
            group(),
            attempts,
            failure.status(),
            lasted,
            failure.reason(),
            failure.kind().retried(),
            mayHaveArrived);
  }
}
