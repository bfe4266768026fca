package com.dealersync.sync;

import org.jspecify.annotations.Nullable;

/**
 * A POST on its way.
 *
 * @param seen the holder that it found in the key, or the newest of its tokens
 * @param replaced how many ended holders it has tried to replace
 * @param foundNoRun whether it found no active run
 * @param excused whether a refusal is right: since it arrived there was an active run, or somebody
 *     else who wanted one
 */
record ModelRequest(
    At at, @Nullable String seen, int replaced, boolean foundNoRun, boolean excused) {

  enum At {
    NOT_SENT,
    ASK_WHO_HOLDS,
    ACQUIRE,
    JUDGE_HOLDER,
    REPLACE_HOLDER,
    REGISTER,
    INSERT,
    WHO_WAS_FASTER,
    ENQUEUE,
    ABANDON,
    LET_GO,
    OVER
  }

  static final ModelRequest NOT_SENT = new ModelRequest(At.NOT_SENT, null, 0, false, false);
  static final ModelRequest OVER = new ModelRequest(At.OVER, null, 0, false, false);

  boolean isOnItsWay() {
    return at != At.NOT_SENT && at != At.OVER;
  }

  String seenHolder() {
    if (seen == null) {
      throw new IllegalStateException("It has seen no holder");
    }
    return seen;
  }

  ModelRequest to(At next) {
    return next == At.OVER ? OVER : new ModelRequest(next, null, 0, foundNoRun, excused);
  }

  /** It is to judge that holder. */
  ModelRequest saw(String holder, int after) {
    return new ModelRequest(At.JUDGE_HOLDER, holder, after, foundNoRun, excused);
  }

  /** That holder is gone; its newest token is what may be replaced. */
  ModelRequest judged(String newest) {
    return new ModelRequest(At.REPLACE_HOLDER, newest, replaced, foundNoRun, excused);
  }

  ModelRequest sent(boolean noRun) {
    return new ModelRequest(At.ACQUIRE, null, 0, noRun, false);
  }

  ModelRequest excused(boolean reason) {
    return reason && !excused && isOnItsWay()
        ? new ModelRequest(at, seen, replaced, foundNoRun, true)
        : this;
  }
}
