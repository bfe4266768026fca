package com.dealersync.chaos;

import com.dealersync.chaos.Checker.Guarantee;
import com.dealersync.chaos.Checker.Violation;
import com.dealersync.chaos.History.Answer;
import com.dealersync.chaos.History.Arrival;
import com.dealersync.chaos.History.Change;
import com.dealersync.chaos.History.Confirmation;
import com.dealersync.chaos.History.Dealer;
import com.dealersync.chaos.History.FollowUp;
import com.dealersync.chaos.History.Load;
import com.dealersync.chaos.History.Lock;
import com.dealersync.chaos.History.Reply;
import com.dealersync.chaos.History.Run;
import com.dealersync.chaos.History.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history that is as it should be, for tests of the checker that break it. */
abstract class BrokenHistory {

  static final Instant START = Instant.parse("2025-01-07T10:30:00Z");

  final List<Answer> answers = new ArrayList<>();
  final List<Arrival> arrivals = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  final List<Load> loads = new ArrayList<>();
  final List<Run> runs = new ArrayList<>();
  final List<Dealer> dealers = new ArrayList<>();
  final List<Confirmation> confirmations = new ArrayList<>();
  final List<Lock> locks = new ArrayList<>();
  final List<String> redis = new ArrayList<>();
  FollowUp followUp = FollowUp.NONE;

  /** Run 1, started by node a and finished by node b, confirmed by dealer 1; dealer 2 failed. */
  BrokenHistory() {
    answers.add(answer(202, 1L, false));
    loads.add(new Load(1, "P01", "load", "PENDIENTE", 2, 1));
    runs.add(run("COMPLETED", 2, 1, 1));
    dealers.add(new Dealer(1, 1, "BAC1", "http://d/1", "EXITOSO", null));
    dealers.add(new Dealer(2, 1, "BAC2", "http://d/2", "FALLIDO", "HTTP 500"));
    confirmations.add(new Confirmation(1, "BAC1", "ACK"));
    change(0, "a.1", Table.RUN, 1, null, "PENDING", 0);
    change(1, "a.1", Table.RUN, 1, "PENDING", "RUNNING", 1);
    change(2, "a.1", Table.DEALER, 1, "PENDIENTE", "ENVIADO", 0);
    arrival(3, 1, "one", Reply.NONE, null);
    change(30, "b.1", Table.RUN, 1, "RUNNING", "RUNNING", 2);
    arrival(31, 1, "two", Reply.CONFIRMED, "ACK");
    arrival(31, 2, "two", Reply.REFUSED, null);
    change(32, "b.1", Table.DEALER, 1, "ENVIADO", "EXITOSO", 0);
    change(32, "b.1", Table.CONFIRMATION, 1, null, "BAC1", 0);
    change(32, "b.1", Table.DEALER, 2, "ENVIADO", "FALLIDO", 0);
    change(33, "b.1", Table.RUN, 1, "RUNNING", "COMPLETED", 2);
  }

  List<Guarantee> broken() {
    return violations().stream().map(Violation::of).distinct().toList();
  }

  List<Violation> violations() {
    return new Checker(
            new History(
                answers,
                arrivals,
                changes,
                List.of(),
                loads,
                runs,
                dealers,
                confirmations,
                locks,
                List.of(redis),
                followUp))
        .violations();
  }

  static Answer answer(int status, @Nullable Long runId, boolean mustBeAccepted) {
    return new Answer(START, START, "a", "P01", "load", status, runId, "{}", mustBeAccepted);
  }

  static Run run(String status, int dealers, int confirmed, int failed) {
    return new Run(
        1, "P01", 1, "A", status, 2, "PARCIAL", 2, 2, 1, dealers, confirmed, failed, 0, null);
  }

  static Run failed(String error) {
    return new Run(1, "P01", 1, "A", "FAILED", 2, null, 2, 2, 1, 2, 1, 1, 0, error);
  }

  void change(
      int second,
      String node,
      Table table,
      long key,
      @Nullable String before,
      String after,
      int attempt) {
    changes.add(
        new Change(
            START.plusSeconds(second), second, node, table, key, 1, before, after, attempt, true));
  }

  void arrival(int second, int dealer, String fanOut, Reply reply, @Nullable String token) {
    arrivals.add(arrivalOf(second, dealer, fanOut, "id" + dealer, reply, token));
  }

  static Arrival arrivalOf(
      int second,
      int dealer,
      String fanOut,
      String webhookId,
      Reply reply,
      @Nullable String token) {
    Instant at = START.plusSeconds(second);
    return new Arrival(
        at,
        reply == Reply.NONE ? null : at,
        "http://d/" + dealer,
        Set.of("BAC" + dealer),
        webhookId,
        fanOut,
        "digest",
        reply,
        token);
  }
}
