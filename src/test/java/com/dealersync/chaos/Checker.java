package com.dealersync.chaos;

import static java.util.stream.Collectors.groupingBy;

import com.dealersync.chaos.History.Answer;
import com.dealersync.chaos.History.Arrival;
import com.dealersync.chaos.History.Change;
import com.dealersync.chaos.History.Confirmation;
import com.dealersync.chaos.History.Dealer;
import com.dealersync.chaos.History.Load;
import com.dealersync.chaos.History.Lock;
import com.dealersync.chaos.History.Reply;
import com.dealersync.chaos.History.Run;
import com.dealersync.chaos.History.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges a {@link History} by the guarantees of the service, each for itself. Everything must have
 * come to rest: no run is at work any more.
 */
record Checker(History history) {

  enum Guarantee {
    /** Never two effective runs of one process type. */
    E,
    /** Each dealer has a result, with a reason if it is a failure. */
    A,
    /** Nobody is sent again what he is known to have confirmed. */
    D,
    /** An attempt that lost its claim writes nothing more. */
    F,
    /** Each 202 reaches a final state. */
    Z,
    /** After a final state the next POST is accepted. */
    L,
    /** The lock is released by its owner only. */
    O,
    /** A fault that passes is survived: no run fails by it, and no dealer that confirmed. */
    P,
    /** Whoever confirms a load confirmed the same bytes. */
    C,
    /** A load goes on until every dealer that can be reached has it. */
    V
  }

  /**
   * @param story what happened, for whoever has to find out why
   */
  record Violation(Guarantee of, String story) {
    @Override
    public String toString() {
      return of + ": " + story;
    }
  }

  List<Violation> violations() {
    return Stream.of(
            oneRunAtATime(),
            everyDealerHasAResult(),
            noConfirmedDealerIsSentAgain(),
            onlyTheOwnerWrites(),
            everyAcceptedRunEnds(),
            theNextRequestIsAccepted(),
            onlyTheOwnerReleases(),
            aPassingFaultIsSurvived(),
            everyConfirmationIsOfTheSameBytes(),
            everyLoadGoesOn())
        .flatMap(List::stream)
        .toList();
  }

  List<Violation> oneRunAtATime() {
    Stories stories = new Stories(Guarantee.E);
    Map<Long, Run> runs = index(history.runs(), Run::id);
    Map<String, Map<Long, Change>> active = new HashMap<>();
    for (Change change : history.changes()) {
      Run run = runs.get(change.key());
      if (change.table() == Table.RUN && run != null) {
        Map<Long, Change> ofType =
            active.computeIfAbsent(run.processType(), t -> new LinkedHashMap<>());
        if (Run.isFinal(change.after())) {
          ofType.remove(run.id());
        } else if (ofType.put(run.id(), change) == null && ofType.size() > 1) {
          stories.add("%s has the active runs %s", run.processType(), ofType.values());
        }
      }
    }
    return stories.all();
  }

  List<Violation> everyDealerHasAResult() {
    Stories stories = new Stories(Guarantee.A);
    Map<Long, List<Arrival>> arrivals = arrivalsByDealer();
    Map<String, List<Confirmation>> confirmations =
        history.confirmations().stream().collect(groupingBy(c -> c.loadId() + c.bac()));
    Map<Long, List<Run>> runs = history.runs().stream().collect(groupingBy(Run::loadId));
    for (Dealer dealer : history.dealers()) {
      if (!runs.containsKey(dealer.loadId())) {
        continue;
      }
      List<Confirmation> confirmed =
          confirmations.getOrDefault(dealer.loadId() + dealer.bac(), List.of());
      switch (Objects.requireNonNullElse(dealer.state(), "PENDIENTE")) {
        case "EXITOSO" -> {
          if (confirmed.size() != 1) {
            stories.add("%s is EXITOSO with the confirmations %s", dealer, confirmed);
          } else if (arrivals.getOrDefault(dealer.id(), List.of()).stream()
              .noneMatch(a -> confirmed.getFirst().token().equals(a.token()))) {
            stories.add("%s never gave the token of %s", dealer, confirmed);
          }
        }
        case "FALLIDO" -> {
          if (dealer.error() == null || dealer.error().isBlank()) {
            stories.add("%s failed without a reason", dealer);
          }
          if (!confirmed.isEmpty()) {
            stories.add("%s failed, and has the confirmations %s", dealer, confirmed);
          }
        }
        default -> stories.add("%s has no result; its runs: %s", dealer, runs.get(dealer.loadId()));
      }
    }
    return stories.all();
  }

  List<Violation> noConfirmedDealerIsSentAgain() {
    Stories stories = new Stories(Guarantee.D);
    new Repetition(history, arrivalsByDealer())
        .stories()
        .forEach(story -> stories.add("%s", story));
    return stories.all();
  }

  List<Violation> everyConfirmationIsOfTheSameBytes() {
    Stories stories = new Stories(Guarantee.C);
    Map<Long, List<Arrival>> arrivals = arrivalsByDealer();
    history.dealers().stream()
        .collect(groupingBy(Dealer::loadId))
        .forEach(
            (load, dealers) -> {
              Map<String, List<Arrival>> confirmed =
                  dealers.stream()
                      .flatMap(dealer -> arrivals.getOrDefault(dealer.id(), List.of()).stream())
                      .filter(arrival -> arrival.reply() == Reply.CONFIRMED)
                      .collect(groupingBy(Arrival::digest));
              if (confirmed.size() > 1) {
                stories.add(
                    "load %d was confirmed with other bytes by %s",
                    load, confirmed.values().stream().map(List::getFirst).toList());
              }
            });
    return stories.all();
  }

  List<Violation> onlyTheOwnerWrites() {
    Stories stories = new Stories(Guarantee.F);
    new Ownership(history.changes()).strangers().forEach(story -> stories.add("%s", story));
    Map<Long, List<Dealer>> dealers =
        history.dealers().stream().collect(groupingBy(Dealer::loadId));
    for (Run run : history.runs()) {
      if (run.webhooksProcessed() > run.webhooks()
          || run.webhooksFailed() > run.webhooksProcessed()) {
        stories.add("%s counts more webhooks than there are", run);
      }
      if (run.dealers() != null
          && run.isFinal()
          && run.dealersConfirmed() + run.dealersFailed() + run.dealersNotSent() != run.dealers()) {
        stories.add("%s counts other dealers than it has", run);
      }
    }
    for (Load load : history.loads()) {
      List<Dealer> its = dealers.getOrDefault(load.id(), List.of());
      long confirmed = its.stream().filter(d -> "EXITOSO".equals(d.state())).count();
      if (load.confirmed() != confirmed) {
        stories.add("%s, but %d of its dealers confirmed", load, confirmed);
      }
      boolean completed =
          history.runs().stream()
              .anyMatch(r -> r.loadId() == load.id() && r.status().equals("COMPLETED"));
      if (completed && "SINCRONIZADA".equals(load.status()) != (confirmed == its.size())) {
        stories.add("%s, with %d of %d dealers confirmed", load, confirmed, its.size());
      }
    }
    return stories.all();
  }

  List<Violation> everyAcceptedRunEnds() {
    Stories stories = new Stories(Guarantee.Z);
    Map<Long, Run> runs = index(history.runs(), Run::id);
    for (Answer answer : history.answers()) {
      if (answer.status() == 202) {
        Run run = answer.runId() == null ? null : runs.get(answer.runId());
        if (run == null) {
          stories.add("%s, but there is no such run", answer);
        }
      }
    }
    history.runs().stream()
        .filter(run -> !run.isFinal())
        .forEach(run -> stories.add("%s never ended", run));
    return stories.all();
  }

  List<Violation> theNextRequestIsAccepted() {
    Stories stories = new Stories(Guarantee.L);
    history.answers().stream()
        .filter(answer -> answer.mustBeAccepted() && answer.status() != 202)
        .forEach(
            answer ->
                stories.add(
                    "%s, although nothing was at work; runs: %s",
                    answer,
                    history.runs().stream()
                        .filter(run -> run.processType().equals(answer.processType()))
                        .toList()));
    return stories.all();
  }

  List<Violation> onlyTheOwnerReleases() {
    Stories stories = new Stories(Guarantee.O);
    Map<String, Run> runs = index(history.runs(), Run::processId);
    for (Lock lock : history.locks()) {
      Run run = runs.get(lock.holder().split("\\|")[0]);
      if (run != null && run.isFinal()) {
        stories.add("%s is left of %s", lock, run);
      }
    }
    history.redis().stream()
        .flatMap(commands -> LockReplay.of(commands).stream())
        .forEach(story -> stories.add("%s", story));
    return stories.all();
  }

  List<Violation> aPassingFaultIsSurvived() {
    Stories stories = new Stories(Guarantee.P);
    Survival survival = new Survival(history);
    survival.failedRuns().forEach(story -> stories.add("%s", story));
    survival.failedConfirmers(arrivalsByDealer()).forEach(story -> stories.add("%s", story));
    return stories.all();
  }

  List<Violation> everyLoadGoesOn() {
    Stories stories = new Stories(Guarantee.V);
    new FollowUps(history, arrivalsByDealer()).stories().forEach(story -> stories.add("%s", story));
    return stories.all();
  }

  private Map<Long, List<Arrival>> arrivalsByDealer() {
    Map<String, List<Arrival>> byUrl =
        history.arrivals().stream().collect(groupingBy(Arrival::url));
    return history.dealers().stream()
        .filter(dealer -> dealer.url() != null)
        .collect(
            Collectors.toMap(
                Dealer::id,
                dealer ->
                    byUrl.getOrDefault(dealer.url(), List.of()).stream()
                        .filter(arrival -> arrival.bacs().contains(dealer.bac()))
                        .toList()));
  }

  private static <K, V> Map<K, V> index(List<V> all, Function<V, K> key) {
    return all.stream().collect(Collectors.toMap(key, Function.identity(), (a, b) -> a));
  }

  private record Stories(Guarantee of, List<Violation> all) {

    private Stories(Guarantee of) {
      this(of, new ArrayList<>());
    }

    private void add(String story, Object... arguments) {
      all.add(new Violation(of, story.formatted(arguments)));
    }
  }
}
