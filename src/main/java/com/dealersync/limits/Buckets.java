package com.dealersync.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A token bucket for each key. It keeps a bounded number of them. */
final class Buckets {

  /** A bucket that was not used for this long is full again, so it can be forgotten. */
  private static final Duration FULL_AGAIN = Duration.ofMinutes(2);

  private final @Nullable LoadingCache<String, Bucket> buckets;

  Buckets(Limit perMinute, int mostKeys, TimeMeter time) {
    Integer most = perMinute.most();
    buckets =
        most == null
            ? null
            : Caffeine.newBuilder()
                .maximumSize(mostKeys)
                .expireAfterAccess(FULL_AGAIN)
                .build(key -> bucket(most, time));
  }

  private static Bucket bucket(int perMinute, TimeMeter time) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  /**
   * Takes one from the key's bucket.
   *
   * @throws TooManyRequestsException if it is empty
   */
  void take(String key) {
    if (buckets == null) {
      return;
    }
    ConsumptionProbe taken = buckets.get(key).tryConsumeAndReturnRemaining(1);
    if (!taken.isConsumed()) {
      throw new TooManyRequestsException(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }
  }

  /** How many keys it remembers now. */
  long size() {
    if (buckets == null) {
      return 0;
    }
    buckets.cleanUp();
    return buckets.estimatedSize();
  }
}
