package com.dealersync.delivery;

/** Why an attempt failed, and what follows from it. */
enum FailureKind {
  //                 again, origin at fault, never connected
  DNS(true, true, true),
  CONNECT(true, true, true),
  TIMEOUT(true, true, false),
  IO(true, true, false),
  /** The way to the dealer, for which the dealer is not to blame. */
  PROXY(true, false, true),
  THROTTLED(true, true, false),
  SERVER_ERROR(true, true, false),
  SERVER_REFUSAL(false, true, false),
  ASKED_TO_RETRY(true, false, false),
  REJECTED(false, false, false),
  NO_ACK(false, false, false),
  TLS_IDENTITY(false, false, false),
  BLOCKED(false, false, false),
  UNUSABLE(false, false, false),
  ABANDONED(false, false, false),
  INTERNAL(true, false, false);

  private final boolean retried;
  private final boolean countsAgainstOrigin;
  private final boolean neverConnected;

  FailureKind(boolean retried, boolean countsAgainstOrigin, boolean neverConnected) {
    this.retried = retried;
    this.countsAgainstOrigin = countsAgainstOrigin;
    this.neverConnected = neverConnected;
  }

  /** Another attempt in the same run may go better. */
  boolean retried() {
    return retried;
  }

  /** A sign that the whole origin is unwell, which its circuit breaker counts. */
  boolean countsAgainstOrigin() {
    return countsAgainstOrigin;
  }

  /** It was over before the origin could show anything of itself. */
  boolean isOurs() {
    return switch (this) {
      case PROXY, TLS_IDENTITY, BLOCKED, UNUSABLE, ABANDONED, INTERNAL -> true;
      default -> false;
    };
  }

  /** No connection came about, for which our own network may be to blame. */
  boolean neverConnected() {
    return neverConnected;
  }
}
