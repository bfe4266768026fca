package com.dealersync.limits;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the open event streams of each caller. It remembers nothing of callers without one. */
@Component
public class EventStreams {

  private final @Nullable Integer most;
  private final Map<String, Integer> open = new ConcurrentHashMap<>();

  EventStreams(LimitsProperties limits) {
    most = limits.eventStreams().most();
  }

  /** A stream that counts until it is closed. */
  public interface Place extends AutoCloseable {

    @Override
    void close();
  }

  /** Empty if the caller already has as many as allowed. */
  public Optional<Place> enter(String caller) {
    if (most == null) {
      return Optional.of(() -> {});
    }
    int streams = open.merge(caller, 1, Integer::sum);
    Place place = () -> open.computeIfPresent(caller, (name, n) -> n == 1 ? null : n - 1);
    if (streams > most) {
      place.close();
      return Optional.empty();
    }
    return Optional.of(place);
  }

  /** How many callers have an open stream. */
  int callers() {
    return open.size();
  }
}
