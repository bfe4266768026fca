package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which attempt may work on a run, and when it last gave a sign of life.
 *
 * @param processId what the tokens of all attempts have in common; null for runs older than this
 *     service
 * @param attempt 0 until a job has taken the run up
 */
@Embeddable
record RunLease(
    @Column(name = "COES_PROCESOID", updatable = false) @Nullable String processId,
    @Column(name = "COES_LOCKTOKEN") @Nullable String lockToken,
    @Column(name = "COES_INTENTO") int attempt,
    @Column(name = "COES_LATIDO") @Nullable Instant heartbeat) {

  static RunLease of(LockToken token, DatabaseTime now) {
    return new RunLease(token.processId(), token.value(), token.attempt(), now.instant());
  }

  RunLease taken(LockToken token, DatabaseTime now) {
    return new RunLease(processId, token.value(), token.attempt(), now.instant());
  }

  /** Whether a lock key with this token is the run's, taken by any attempt of it. */
  boolean holds(LockToken token) {
    return token.processId().equals(processId);
  }

  Optional<LockToken> token() {
    return Optional.ofNullable(lockToken).flatMap(LockToken::parse);
  }

  /** The token of the next attempt, which fences all others out. */
  LockToken next() {
    return token().orElseGet(LockToken::ofNewRun).ofAttempt(RunProtocol.claiming(attempt));
  }

  RunLease beat(DatabaseTime now) {
    return new RunLease(processId, lockToken, attempt, now.instant());
  }

  /**
   * @param accepted when the run was accepted; it counts as the last sign of life of a run that
   *     gave no other
   */
  RunState state(RunStatus status, @Nullable Instant accepted, DatabaseTime now) {
    Instant lastSign = heartbeat == null ? accepted : heartbeat;
    return new RunState(
        status, attempt, lastSign == null ? null : Duration.between(lastSign, now.instant()));
  }
}
