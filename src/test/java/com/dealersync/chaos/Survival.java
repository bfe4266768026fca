package com.dealersync.chaos;

import com.dealersync.chaos.History.Answer;
import com.dealersync.chaos.History.Arrival;
import com.dealersync.chaos.History.Dealer;
import com.dealersync.chaos.History.Reply;
import com.dealersync.chaos.History.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a fault did that should have passed without it. Every fault of the suite passes: all
 * that is broken is whole again in the end.
 */
record Survival(History history) {

  /** How the message of a run begins whose place another one took. */
  private static final String REPLACED = "Reemplazada";

  /** … and of one that no job was made for; whoever asked for it was told. */
  private static final String NEVER_QUEUED = "El trabajo no pudo encolarse";

  /** … and of one whose pilot's dealers answered with errors. */
  private static final String PILOT_REJECTED = "Piloto rechazado";

  /** A node waits that long for a reply, and longer. */
  private static final Duration PROMPT = Duration.ofSeconds(2);

  /** Each accepted run is completed, unless another one took its place. */
  Stream<String> failedRuns() {
    Set<Long> accepted =
        history.answers().stream()
            .filter(answer -> answer.status() == 202)
            .map(Answer::runId)
            .collect(Collectors.toSet());
    return history.runs().stream()
        .filter(run -> run.status().equals("FAILED") && !isReplaced(run))
        .filter(run -> !begins(run, PILOT_REJECTED))
        .filter(run -> accepted.contains(run.id()) || !begins(run, NEVER_QUEUED))
        .map(run -> "%s, although every fault has passed".formatted(run));
  }

  /** A dealer who confirmed at once, each time, is confirmed when the last run of the load ends. */
  Stream<String> failedConfirmers(Map<Long, List<Arrival>> arrivals) {
    Map<Long, Run> lastRuns =
        history.runs().stream()
            .collect(Collectors.toMap(Run::loadId, run -> run, (first, second) -> second));
    return history.dealers().stream()
        .filter(dealer -> "FALLIDO".equals(dealer.state()))
        .filter(
            dealer ->
                lastRuns.containsKey(dealer.loadId())
                    && lastRuns.get(dealer.loadId()).status().equals("COMPLETED"))
        .filter(dealer -> alwaysConfirmed(arrivals.getOrDefault(dealer.id(), List.of())))
        .map(dealer -> story(dealer, arrivals.get(dealer.id())));
  }

  private boolean alwaysConfirmed(List<Arrival> arrivals) {
    return !arrivals.isEmpty()
        && arrivals.stream().allMatch(Survival::isPrompt)
        && history.pauses().stream()
            .noneMatch(
                pause ->
                    pause.from().isBefore(arrivals.getLast().at().plus(PROMPT))
                        && pause.to().isAfter(arrivals.getFirst().at()));
  }

  private static boolean isPrompt(Arrival arrival) {
    return arrival.reply() == Reply.CONFIRMED
        && arrival.answered() != null
        && arrival.answered().isBefore(arrival.at().plus(PROMPT));
  }

  private static String story(Dealer dealer, List<Arrival> arrivals) {
    return "%s, who confirmed by %s".formatted(dealer, arrivals);
  }

  private static boolean isReplaced(Run run) {
    return begins(run, REPLACED);
  }

  private static boolean begins(Run run, String text) {
    return run.error() != null && run.error().startsWith(text);
  }
}
