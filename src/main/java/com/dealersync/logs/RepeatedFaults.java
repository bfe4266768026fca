package com.dealersync.logs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Says a fault once that many meet at the same time, as when Redis is away: with its cause when it
 * is met first, then each minute how many have met it since, until a minute passes without it. No
 * stack trace, because where it was met does not matter; the debug level of the logger has each of
 * them. Thread-safe.
 */
@Component
public class RepeatedFaults {

  /** Not met since it was last looked at. */
  private static final int QUIET = -1;

  /** How many have met each since it was last said. */
  private final Map<Key, Integer> more = new ConcurrentHashMap<>();

  /** What is one fault: another cause is worth a line of its own. */
  private record Key(Logger log, String what, Class<?> cause) {}

  /**
   * @param what one of few texts, because each is remembered for a while
   */
  public void met(Logger log, String what, Throwable failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    Key key = new Key(log, what, cause.getClass());
    if (more.compute(key, (same, times) -> times == null ? 0 : Math.max(times, 0) + 1) == 0) {
      log.error("{}: {}", what, inOneLine(cause == failure ? "" + cause : failure + ": " + cause));
    }
    log.debug(what, failure);
  }

  /** Whether it was met within the last minutes. */
  public boolean isKnown(String what) {
    return more.keySet().stream().anyMatch(key -> key.what().equals(what));
  }

  @Scheduled(fixedDelay = 60_000)
  void sum() {
    more.forEach(
        (key, times) -> {
          if (times == QUIET) {
            more.remove(key, times);
          } else if (more.replace(key, times, QUIET) && times > 0) {
            key.log().error("{}: {} veces más en un minuto", key.what(), times);
          }
        });
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
