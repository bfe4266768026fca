package com.dealersync.limits;

import io.github.bucket4j.TimeMeter;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts requests: those with a valid token by the caller's name, so that callers behind one proxy
 * do not share a limit, and all others by address. Names and addresses have separate bounded
 * memories, so that a flood of addresses does not push out the counts of names.
 */
@Component
public class RequestLimits {

  static final int MOST_CALLERS = 10_000;

  private final Buckets changes;
  private final Buckets reads;
  private final Buckets strangers;

  @Autowired
  RequestLimits(LimitsProperties limits) {
    this(limits, TimeMeter.SYSTEM_NANOTIME);
  }

  RequestLimits(LimitsProperties limits, TimeMeter time) {
    changes = new Buckets(limits.postPerMinute(), MOST_CALLERS, time);
    reads = new Buckets(limits.getPerMinute(), MOST_CALLERS, time);
    strangers = new Buckets(limits.getPerMinute(), MOST_CALLERS, time);
  }

  /**
   * A call that may change something.
   *
   * @throws TooManyRequestsException if the caller has none left
   */
  public void change(String caller) {
    changes.take(caller);
  }

  /**
   * A call that only reads.
   *
   * @throws TooManyRequestsException if the caller has none left
   */
  public void read(String caller) {
    reads.take(caller);
  }

  /**
   * A call without a valid token.
   *
   * @param address the address by which it is counted
   * @throws TooManyRequestsException if the address has none left
   */
  public void stranger(String address) {
    strangers.take(address);
  }

  /** How many callers and addresses it remembers now. */
  long remembered() {
    return changes.size() + reads.size() + strangers.size();
  }
}
