package com.dealersync.chaos;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.dealersync.chaos.History.Arrival;
import com.dealersync.chaos.History.Change;
import com.dealersync.chaos.History.Reply;
import com.dealersync.chaos.History.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what dealers were sent again although it was known that they had confirmed, or as if it
 * were something else.
 */
record Repetition(History history, Map<Long, List<Arrival>> arrivals) {

  List<String> stories() {
    List<String> stories = new ArrayList<>();
    Map<Long, Change> confirmed = new HashMap<>();
    for (Change change : history.changes()) {
      if (change.table() == Table.DEALER && "EXITOSO".equals(change.after())) {
        confirmed.putIfAbsent(change.key(), change);
      }
    }
    arrivals.forEach(
        (dealer, its) -> {
          if (history.followUp().resent().contains(dealer)) {
            return;
          }
          afterTheConfirmation(dealer, its, confirmed.get(dealer), stories);
          if (groups(its).anyMatch(ids -> ids.size() > 1)) {
            stories.add("dealer %d got more than one webhook-id: %s".formatted(dealer, its));
          }
          if (its.stream().map(Arrival::digest).distinct().count() > 1) {
            stories.add("dealer %d got more than one payload: %s".formatted(dealer, its));
          }
          againByTheSameAttempt(dealer, its, stories);
        });
    return stories;
  }

  private static void afterTheConfirmation(
      long dealer, List<Arrival> arrivals, @Nullable Change confirmation, List<String> stories) {
    for (Arrival arrival : arrivals) {
      if (confirmation != null && arrival.at().isAfter(confirmation.at())) {
        stories.add("dealer %d was sent %s after %s".formatted(dealer, arrival, confirmation));
      }
    }
  }

  /** The ids of what was sent to the dealer, by those whom it was sent to with him. */
  private static Stream<Set<String>> groups(List<Arrival> arrivals) {
    return arrivals.stream()
        .collect(groupingBy(Arrival::bacs, mapping(Arrival::webhookId, toSet())))
        .values()
        .stream();
  }

  /** Which has read the reply, if it was there at once and the node did not stand still. */
  private void againByTheSameAttempt(long dealer, List<Arrival> arrivals, List<String> stories) {
    Map<String, Arrival> acknowledged = new HashMap<>();
    for (Arrival arrival : arrivals) {
      Arrival before = acknowledged.get(arrival.fanOut());
      if (before != null && noPauseBetween(before, arrival)) {
        stories.add(
            "dealer %d had confirmed by %s, and was sent %s".formatted(dealer, before, arrival));
      }
      if (arrival.reply() == Reply.CONFIRMED
          && arrival.answered() != null
          && arrival.answered().isBefore(arrival.at().plusSeconds(1))) {
        acknowledged.put(arrival.fanOut(), arrival);
      }
    }
  }

  private boolean noPauseBetween(Arrival before, Arrival after) {
    return history.pauses().stream()
        .noneMatch(p -> p.from().isBefore(after.at()) && p.to().isAfter(before.at()));
  }
}
