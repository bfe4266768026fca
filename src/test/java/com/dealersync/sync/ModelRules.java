package com.dealersync.sync;

import com.dealersync.lock.LockProtocol;
import com.dealersync.lock.LockProtocol.Outcome;
import com.dealersync.lock.LockToken;
import com.dealersync.sync.RunProtocol.Checking;
import com.dealersync.sync.RunProtocol.KeyCare;
import com.dealersync.sync.RunProtocol.Proof;
import com.dealersync.sync.RunProtocol.Registering;
import com.dealersync.sync.RunProtocol.Sealing;
import com.dealersync.sync.RunProtocol.Standing;
import com.dealersync.sync.RunProtocol.Watching;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every decision that the model takes: the service's own, and what Redis and the database see to. A
 * test takes one of them away by overriding it.
 */
class ModelRules {

  static final Duration TTL = Duration.ofSeconds(600);
  private static final Duration WARN_AFTER = Duration.ofMinutes(20);

  Registering registering(Optional<RunState> active) {
    return RunProtocol.registering(active, TTL);
  }

  boolean leftBehind(Optional<RunStatus> holdersRun, int attempt, Duration age) {
    return RunProtocol.leftBehind(holdersRun, attempt, age);
  }

  boolean mayClaim(RunStatus status) {
    return RunProtocol.mayClaim(status);
  }

  int claiming(int attempt) {
    return RunProtocol.claiming(attempt);
  }

  boolean mayWrite(RunStatus status, int newest, int attempt) {
    return RunProtocol.mayWrite(status, newest, attempt);
  }

  boolean mayAbandon(RunStatus status) {
    return RunProtocol.mayAbandon(status);
  }

  Checking checking(boolean synchronised, boolean replaced) {
    return RunProtocol.checking(synchronised, replaced);
  }

  boolean mayPrepare(boolean prepared, boolean replaced) {
    return RunProtocol.mayPrepare(prepared, replaced);
  }

  Sealing sealing(boolean prepared, boolean sealed, boolean sent) {
    return RunProtocol.sealing(prepared, sealed, sent);
  }

  /**
   * @param load the later its date the higher
   * @param newestSent -1 if none was
   */
  boolean isReplaced(boolean current, int load, int newestSent) {
    return RunProtocol.isReplaced(current, date(load), newestSent < 0 ? null : date(newestSent));
  }

  private static LocalDateTime date(int load) {
    return LocalDateTime.of(2026, 1, 1 + load, 0, 0);
  }

  KeyCare keyAfter(Proof proof) {
    return RunProtocol.keyAfter(proof);
  }

  Standing standing(boolean fencedOut, Duration sinceProof) {
    return RunProtocol.standing(fencedOut, sinceProof, TTL);
  }

  Watching watching(RunState run, boolean jobWillRun) {
    return RunProtocol.watching(run, jobWillRun, Duration.ZERO, TTL, WARN_AFTER);
  }

  Outcome<Boolean> acquire(@Nullable String holder, LockToken token) {
    return LockProtocol.acquire(holder, token);
  }

  @Nullable String hold(@Nullable String holder, LockToken token) {
    return LockProtocol.hold(holder, token).holder();
  }

  @Nullable String release(@Nullable String holder, LockToken token) {
    return LockProtocol.release(holder, token).holder();
  }

  Outcome<Boolean> replace(@Nullable String holder, LockToken ended, LockToken token) {
    return LockProtocol.replace(holder, ended, token);
  }

  /** The unique index over active rows. */
  boolean refusesASecondActiveRow() {
    return true;
  }

  /** The fence holds the row's lock from its look until its commit. */
  boolean fenceLocksTheRow() {
    return true;
  }

  /** What the catalog holds is sealed behind the fence, where it is decided again. */
  boolean sealsBehindTheFence() {
    return true;
  }

  /** Whether the load was replaced is asked again once the catalog was read. */
  boolean asksAgainForAReplacement() {
    return true;
  }

  /** The content is sealed in the transaction that makes the dealers ready. */
  boolean sealsWithThePreparation() {
    return true;
  }

  /** What may have left is not taken back. */
  boolean withdrawsOnlyWhatHasNotLeft() {
    return true;
  }

  /** Each run has results of its own. */
  boolean resultsAreTheRuns() {
    return true;
  }

  /** The lease counts from before the row was asked, and not from its answer. */
  boolean leaseCountsFromTheQuestion() {
    return true;
  }

  /** A run's end waits for the beat in progress before it releases the lock. */
  boolean endAwaitsTheBeat() {
    return true;
  }
}
