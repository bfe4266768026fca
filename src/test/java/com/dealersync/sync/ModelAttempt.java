package com.dealersync.sync;

/**
 * A job's attempt at a run, with its heartbeat, in a process of its own. That it is paused needs no
 * word: the others go on, and time passes.
 *
 * @param number 0 until it has claimed the run
 * @param proven since just before the row last proved the claim
 * @param asked since just before the question to the row whose answer is on its way
 * @param fencedOut whether the row told it that it lost the run
 * @param again whether its job is to be tried again
 * @param delivery what it has in hand
 */
record ModelAttempt(
    int run,
    int number,
    At at,
    ModelAge proven,
    Beat beat,
    ModelAge asked,
    boolean fencedOut,
    boolean again,
    Delivery delivery) {

  enum At {
    CLAIM,
    TAKE_LOCK,
    /** From here to the answers only in scopes that look at contents. */
    PREPARE,
    READ_CATALOG,
    SEAL,
    ANNOUNCE,
    SEND,
    RECORD,
    RECORD_FAILURE,
    CHECK,
    WRITE,
    /** Only where the fence does not hold the row's lock. */
    WRITE_UNLOCKED,
    FINISH,
    STOP_HEARTBEAT,
    RELEASE,
    FREE_ENDED,
    /** Only where the end does not wait for a beat in progress. */
    BEAT_IN_PROGRESS,
    OVER
  }

  /**
   * @param version of the content that it sends
   * @param dealer whose turn it is
   */
  record Delivery(int version, int dealer) {

    static final int NOBODY = -1;
    static final Delivery NONE = new Delivery(ModelContents.NOTHING, NOBODY);
  }

  enum Beat {
    NONE,
    STAMPED,
    REFUSED
  }

  static final ModelAttempt OVER =
      new ModelAttempt(
          0, 0, At.OVER, ModelAge.FRESH, Beat.NONE, ModelAge.FRESH, false, false, Delivery.NONE);

  static ModelAttempt started(int run) {
    return new ModelAttempt(
        run, 0, At.CLAIM, ModelAge.FRESH, Beat.NONE, ModelAge.FRESH, false, false, Delivery.NONE);
  }

  boolean isOver() {
    return at == At.OVER;
  }

  /** Whether it has claimed the run and has not come to its end. */
  boolean isAtWork() {
    return at.compareTo(At.TAKE_LOCK) >= 0 && at.compareTo(At.FINISH) <= 0;
  }

  RunProtocol.Standing standing(ModelRules rules) {
    return rules.standing(fencedOut, proven.duration());
  }

  boolean beats() {
    return isAtWork() && at != At.TAKE_LOCK && !fencedOut;
  }

  ModelAttempt to(At next) {
    return switch (next) {
      case OVER -> OVER;
      case STOP_HEARTBEAT -> stopping(false);
      default ->
          new ModelAttempt(run, number, next, proven, beat, asked, fencedOut, again, delivery);
    };
  }

  /** What it knew of its claim matters no more. */
  ModelAttempt stopping(boolean toBeTriedAgain) {
    At next = beat == Beat.NONE ? At.RELEASE : At.STOP_HEARTBEAT;
    return new ModelAttempt(
        run, number, next, ModelAge.FRESH, beat, asked, false, toBeTriedAgain, Delivery.NONE);
  }

  ModelAttempt delivery(Delivery next) {
    return new ModelAttempt(run, number, at, proven, beat, asked, fencedOut, again, next);
  }

  ModelAttempt claimed(int claim) {
    return new ModelAttempt(
        run, claim, At.TAKE_LOCK, asked, beat, ModelAge.FRESH, fencedOut, again, delivery);
  }

  ModelAttempt beat(Beat next, ModelAge question) {
    return new ModelAttempt(
        run,
        number,
        at,
        proven,
        next,
        question,
        fencedOut || (next == Beat.REFUSED && isAtWork()),
        again,
        delivery);
  }

  ModelAttempt proven(ModelAge since) {
    return new ModelAttempt(
        run, number, at, since, Beat.NONE, ModelAge.FRESH, fencedOut, again, delivery);
  }

  ModelAttempt later() {
    boolean asks = at == At.CLAIM || beat == Beat.STAMPED;
    ModelAge question = asks ? asked.later() : asked;
    ModelAge proof = isAtWork() ? proven.later() : proven;
    return new ModelAttempt(run, number, at, proof, beat, question, fencedOut, again, delivery);
  }
}
