package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import org.jspecify.annotations.Nullable;

/**
 * The lock's key.
 *
 * @param holder null if there is no key
 * @param age since it was written or renewed
 */
record ModelKey(@Nullable String holder, ModelAge age) {

  static final ModelKey FREE = new ModelKey(null, ModelAge.FRESH);

  private static final int MOST_ATTEMPTS = 16;
  private static final LockToken[][] TOKENS = new LockToken[4][MOST_ATTEMPTS];

  static {
    for (int run = 0; run < TOKENS.length; run++) {
      for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
        TOKENS[run][attempt] =
            new LockToken("%016X".formatted(run), attempt, "%016X".formatted(attempt));
      }
    }
  }

  /** The token of a run's attempt; attempt 0 is the request. */
  static LockToken token(int run, int attempt) {
    return TOKENS[run][attempt];
  }

  static ModelKey of(@Nullable String holder) {
    return holder == null ? FREE : new ModelKey(holder, ModelAge.FRESH);
  }

  /** The run whose token stands in the key. */
  static int run(String holder) {
    return holder.charAt(15) - '0';
  }

  static int attempt(String holder) {
    return LockToken.parse(holder).orElseThrow().attempt();
  }

  ModelKey later() {
    if (holder == null) {
      return this;
    }
    return age.later() == ModelAge.OLD ? FREE : new ModelKey(holder, age.later());
  }
}
