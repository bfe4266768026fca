package com.dealersync.chaos;

import static java.util.stream.Collectors.groupingBy;

import com.dealersync.chaos.History.Arrival;
import com.dealersync.chaos.History.Dealer;
import com.dealersync.chaos.History.Load;
import com.dealersync.chaos.History.Run;
import com.dealersync.chaos.History.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds loads that did not go on as they should have: rounds that came twice or not at all, dealers
 * that were forgotten, older loads that were sent after newer ones, and notices that are missing.
 */
record FollowUps(History history, Map<Long, List<Arrival>> arrivals) {

  List<String> stories() {
    List<String> stories = new ArrayList<>();
    eachRoundFollowsTheOneBefore(stories);
    if (history.followUp().most() > 0) {
      nobodyIsForgotten(stories);
      noOlderLoadComesAfterANewerOne(stories);
      eachEndIsTold(stories);
    }
    return stories;
  }

  private void eachRoundFollowsTheOneBefore(List<String> stories) {
    Map<Long, Turn> last = new HashMap<>();
    for (Turn turn : history.followUp().rounds()) {
      Turn before = last.put(turn.loadId(), turn);
      if (turn.round() != 0 && (before == null || turn.round() != before.round() + 1)) {
        stories.add("%s came after %s".formatted(turn, before));
      }
      if (before != null && before.planned()) {
        stories.add("%s left what %s has planned".formatted(turn, before));
      }
    }
  }

  /** The last run of a load that is not replaced leaves nobody who may still be reached. */
  private void nobodyIsForgotten(List<String> stories) {
    Map<Long, Run> runs =
        history.runs().stream().collect(Collectors.toMap(Run::id, Function.identity()));
    Set<Long> newest = new HashSet<>(newestSent().values());
    lastTurns()
        .forEach(
            (loadId, turn) -> {
              boolean isOver =
                  turn.round() >= history.followUp().most() || !newest.contains(loadId);
              boolean completed = runs.get(turn.run()).status().equals("COMPLETED");
              List<Dealer> left =
                  history.dealers().stream()
                      .filter(it -> it.loadId() == loadId)
                      .filter(it -> history.followUp().passing().contains(it.id()))
                      .toList();
              if (turn.planned() || (!isOver && completed && !left.isEmpty())) {
                stories.add("%s is the last of its load, and leaves %s".formatted(turn, left));
              }
            });
  }

  private Map<Long, Turn> lastTurns() {
    return history.followUp().rounds().stream()
        .collect(Collectors.toMap(Turn::loadId, Function.identity(), (first, later) -> later));
  }

  /** The newest load of each process type that anybody got. Later ones have higher keys. */
  private Map<String, Long> newestSent() {
    Map<String, Long> newest = new HashMap<>();
    Map<Long, List<Dealer>> dealers =
        history.dealers().stream().collect(groupingBy(Dealer::loadId));
    for (Load load : history.loads()) {
      boolean sent =
          dealers.getOrDefault(load.id(), List.of()).stream()
              .anyMatch(it -> !arrivals.getOrDefault(it.id(), List.of()).isEmpty());
      if (sent) {
        newest.merge(load.processType(), load.id(), Math::max);
      }
    }
    return newest;
  }

  private void noOlderLoadComesAfterANewerOne(List<String> stories) {
    Map<Long, String> types =
        history.loads().stream().collect(Collectors.toMap(Load::id, Load::processType));
    Map<Long, Instant> began = new HashMap<>();
    history
        .dealers()
        .forEach(
            dealer ->
                arrivals.getOrDefault(dealer.id(), List.of()).stream()
                    .map(Arrival::at)
                    .min(Instant::compareTo)
                    .ifPresent(
                        at -> began.merge(dealer.loadId(), at, (a, b) -> a.isBefore(b) ? a : b)));
    for (Dealer dealer : history.dealers()) {
      for (Arrival arrival : arrivals.getOrDefault(dealer.id(), List.of())) {
        began.forEach(
            (load, at) -> {
              if (load > dealer.loadId()
                  && types.get(load).equals(types.get(dealer.loadId()))
                  && at.isBefore(arrival.at())) {
                stories.add("%s got %s after load %d".formatted(dealer, arrival, load));
              }
            });
      }
    }
  }

  private void eachEndIsTold(List<String> stories) {
    List<String> told = history.followUp().told();
    if (new HashSet<>(told).size() < told.size()) {
      stories.add("somebody was told twice: %s".formatted(told));
    }
    history.runs().stream()
        .filter(run -> run.status().equals("FAILED"))
        .map(run -> "ejecucion.fallida:" + run.id())
        .filter(key -> !told.contains(key))
        .forEach(key -> stories.add("%s was not told".formatted(key)));
    history.loads().stream()
        .filter(load -> "SINCRONIZADA".equals(load.status()))
        .map(load -> "carga.sincronizada:" + load.id())
        .filter(key -> !told.contains(key))
        .forEach(key -> stories.add("%s was not told".formatted(key)));
  }
}
