package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.chaos.Checker.Guarantee;
import com.dealersync.chaos.Checker.Violation;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each guarantee broken once, in a history that is otherwise as it should be. */
class CheckerTests {

  private static final Instant START = Instant.parse("2025-01-07T10:30:00Z");

  private final List<Answer> answers = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();
  private final List<Dealer> dealers = new ArrayList<>();
  private final List<Confirmation> confirmations = new ArrayList<>();
  private final List<Lock> locks = new ArrayList<>();
  private final List<String> redis = new ArrayList<>();

  /** Run 1, started by node a and finished by node b, confirmed by dealer 1; dealer 2 failed. */
  CheckerTests() {
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

  @Test
  void findsNothingWhereAllIsWell() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void noticesTwoActiveRunsOfAProcessType() {
    runs.add(new Run(2, "P01", 1, "B", "COMPLETED", 1, "TOTAL", 0, 0, 0, null, 0, 0, null));
    changes.add(
        5, new Change(START.plusSeconds(10), 99, "c.1", Table.RUN, 2, 1, null, "PENDING", 0, true));

    assertThat(broken()).contains(Guarantee.E);
  }

  @Test
  void noticesADealerWithoutAResult() {
    dealers.set(1, new Dealer(2, 1, "BAC2", "http://d/2", "ENVIADO", null));

    assertThat(broken()).containsExactly(Guarantee.A);
  }

  @Test
  void noticesAFailureWithoutAReason() {
    dealers.set(1, new Dealer(2, 1, "BAC2", "http://d/2", "FALLIDO", " "));

    assertThat(broken()).containsExactly(Guarantee.A);
  }

  @Test
  void noticesAConfirmationThatIsMissingOrThereTwiceOrThatNoDealerGave() {
    confirmations.add(new Confirmation(1, "BAC1", "ACK"));
    assertThat(broken()).containsExactly(Guarantee.A);

    confirmations.clear();
    assertThat(broken()).containsExactly(Guarantee.A);

    confirmations.add(new Confirmation(1, "BAC1", "INVENTED"));
    assertThat(broken()).containsExactly(Guarantee.A);
  }

  @Test
  void noticesAPayloadSentAgainAfterItsConfirmationWasRecorded() {
    arrival(40, 1, "two", Reply.REFUSED, null);

    assertThat(broken()).containsExactly(Guarantee.D);
  }

  @Test
  void noticesAPayloadSentAgainByTheAttemptThatReadItsConfirmation() {
    arrivals.addFirst(arrivalOf(2, 2, "one", "id2", Reply.CONFIRMED, "ACK2"));
    arrivals.add(1, arrivalOf(3, 2, "one", "id2", Reply.REFUSED, null));

    assertThat(broken()).containsExactly(Guarantee.D);
  }

  @Test
  void noticesAnotherWebhookIdForTheSamePayload() {
    arrivals.addFirst(arrivalOf(2, 1, "one", "another", Reply.NONE, null));

    assertThat(broken()).containsExactly(Guarantee.D);
  }

  @Test
  void noticesAWriteOfANodeWhoseAttemptLostItsClaim() {
    changes.add(
        5,
        new Change(
            START.plusSeconds(31), 99, "a.1", Table.DEALER, 2, 1, "ENVIADO", "FALLIDO", 0, true));

    assertThat(broken()).containsExactly(Guarantee.F);
  }

  @Test
  void noticesAHeartbeatOfANodeWhoseAttemptLostItsClaim() {
    changes.add(
        5,
        new Change(
            START.plusSeconds(31), 99, "a.1", Table.RUN, 1, 1, "RUNNING", "RUNNING", 2, false));

    assertThat(broken()).containsExactly(Guarantee.F);
  }

  @Test
  void noticesAWriteAfterTheEnd() {
    change(40, "b.1", Table.DEALER, 2, "FALLIDO", "EXITOSO", 0);

    assertThat(broken()).containsExactly(Guarantee.F);
  }

  @Test
  void noticesCountersThatDoNotAddUp() {
    runs.set(0, run("COMPLETED", 3, 1, 1));
    assertThat(broken()).containsExactly(Guarantee.F);

    runs.set(0, run("COMPLETED", 2, 2, 0));
    loads.set(0, new Load(1, "P01", "load", "PENDIENTE", 2, 2));
    assertThat(broken()).containsExactly(Guarantee.F);

    loads.set(0, new Load(1, "P01", "load", "SINCRONIZADA", 2, 1));
    assertThat(broken()).containsExactly(Guarantee.F);
  }

  @Test
  void noticesAnAcceptedRunThatNeverEnds() {
    runs.set(0, run("RUNNING", 2, 1, 1));
    changes.removeLast();

    assertThat(broken()).containsExactly(Guarantee.Z);
  }

  @Test
  void noticesAnAcceptedRunThatDoesNotExist() {
    answers.add(answer(202, 7L, false));

    assertThat(broken()).containsExactly(Guarantee.Z);
  }

  @Test
  void noticesARefusalAlthoughNothingIsAtWork() {
    answers.add(answer(409, null, true));

    assertThat(broken()).containsExactly(Guarantee.L);
  }

  @Test
  void noticesALockThatItsRunLeftBehind() {
    locks.add(new Lock("P01", "A|2|C"));

    assertThat(broken()).containsExactly(Guarantee.O);
  }

  @Test
  void noticesAnAcceptedRunThatFailed() {
    runs.set(0, failed("No se pudo conectar"));

    assertThat(broken()).containsExactly(Guarantee.P);
  }

  @Test
  void toleratesAFailedRunWhosePlaceAnotherOneTook() {
    runs.set(0, failed("Reemplazada: dejó de dar señales de vida"));

    assertThat(broken()).isEmpty();
  }

  @Test
  void toleratesARunWithoutAJobIfItsRequestWasRefused() {
    runs.set(0, failed("El trabajo no pudo encolarse: away"));
    assertThat(broken()).containsExactly(Guarantee.P);

    answers.set(0, answer(503, null, false));
    assertThat(broken()).isEmpty();
  }

  @Test
  void noticesAFailedDealerWhoConfirmed() {
    arrivals.removeLast();
    arrival(31, 2, "two", Reply.CONFIRMED, "ACK2");

    assertThat(broken()).containsExactly(Guarantee.P);
  }

  @Test
  void toleratesAnotherWebhookIdForAnotherGroup() {
    Instant at = START.plusSeconds(2);
    arrivals.addFirst(
        new Arrival(
            at,
            null,
            "http://d/2",
            Set.of("BAC1", "BAC2"),
            "another",
            "one",
            "digest",
            Reply.NONE,
            null));

    assertThat(broken()).isEmpty();
  }

  @Test
  void noticesThatTwoDealersConfirmedOtherBytes() {
    dealers.add(new Dealer(3, 1, "BAC3", "http://d/3", "EXITOSO", null));
    confirmations.add(new Confirmation(1, "BAC3", "ACK3"));
    loads.set(0, new Load(1, "P01", "load", "PENDIENTE", 3, 2));
    runs.set(0, run("COMPLETED", 3, 2, 1));
    arrival(31, 3, "two", Reply.CONFIRMED, "ACK3");
    assertThat(broken()).isEmpty();

    arrivals.set(arrivals.size() - 1, arrivals.getLast().withDigest("another"));
    assertThat(broken()).containsExactly(Guarantee.C);
  }

  @Test
  void noticesAReleaseOfAnotherRunsLock() {
    redis.add("1.000000 [0 127.0.0.1:1] \"SET\" \"lock:sync:P01\" \"A|0|C\" \"EX\" \"600\" \"NX\"");
    redis.add(
        "2.000000 [0 127.0.0.1:1] \"EVALSHA\" \"sha\" \"1\" \"lock:sync:P01\" \"B|0|D\" \"B\"");
    redis.add("2.000001 [0 lua] \"GET\" \"lock:sync:P01\"");
    assertThat(broken()).isEmpty();

    redis.add("2.000002 [0 lua] \"DEL\" \"lock:sync:P01\"");
    assertThat(broken()).containsExactly(Guarantee.O);
  }

  @Test
  void toleratesTheReleaseOfALockThatExpiredAndWasTakenAgain() {
    redis.add("1.000000 [0 127.0.0.1:1] \"SET\" \"lock:sync:P01\" \"A|0|C\" \"EX\" \"10\" \"NX\"");
    redis.add("12.000000 [0 127.0.0.1:1] \"SET\" \"lock:sync:P01\" \"B|0|D\" \"EX\" \"10\" \"NX\"");
    redis.add(
        "13.000000 [0 127.0.0.1:1] \"EVALSHA\" \"sha\" \"1\" \"lock:sync:P01\" \"B|0|D\" \"B\"");
    redis.add("13.000001 [0 lua] \"DEL\" \"lock:sync:P01\"");

    assertThat(broken()).isEmpty();
  }

  private List<Guarantee> broken() {
    return violations().stream().map(Violation::of).distinct().toList();
  }

  private List<Violation> violations() {
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
                List.of(redis)))
        .violations();
  }

  private static Answer answer(int status, @Nullable Long runId, boolean mustBeAccepted) {
    return new Answer(START, START, "a", "P01", "load", status, runId, "{}", mustBeAccepted);
  }

  private static Run run(String status, int dealers, int confirmed, int failed) {
    return new Run(
        1, "P01", 1, "A", status, 2, "PARCIAL", 2, 2, 1, dealers, confirmed, failed, null);
  }

  private static Run failed(String error) {
    return new Run(1, "P01", 1, "A", "FAILED", 2, null, 2, 2, 1, 2, 1, 1, error);
  }

  private void change(
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

  private void arrival(int second, int dealer, String fanOut, Reply reply, @Nullable String token) {
    arrivals.add(arrivalOf(second, dealer, fanOut, "id" + dealer, reply, token));
  }

  private static Arrival arrivalOf(
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
