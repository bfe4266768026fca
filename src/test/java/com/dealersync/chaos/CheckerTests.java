package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.chaos.Checker.Guarantee;
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
import com.dealersync.chaos.History.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each guarantee broken once, in a history that is otherwise as it should be. */
class CheckerTests extends BrokenHistory {

  @Test
  void findsNothingWhereAllIsWell() {
    assertThat(violations()).isEmpty();
  }

  @Test
  void noticesTwoActiveRunsOfAProcessType() {
    runs.add(new Run(2, "P01", 1, "B", "COMPLETED", 1, "TOTAL", 0, 0, 0, null, 0, 0, 0, null));
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

  @Test
  void noticesARoundThatCameTwice() {
    List<Turn> twice = List.of(turn(1, 0, false), turn(2, 1, false), turn(3, 1, false));
    followUp = new FollowUp(0, twice, Set.of(), Set.of(), List.of());

    assertThat(broken()).containsExactly(Guarantee.V);
  }

  @Test
  void noticesADealerThatTheLastRoundForgot() {
    List<Turn> first = List.of(turn(1, 0, false));
    followUp = new FollowUp(2, first, Set.of(), Set.of(), List.of());
    assertThat(broken()).isEmpty();

    followUp = new FollowUp(2, first, Set.of(2L), Set.of(), List.of());
    assertThat(broken()).containsExactly(Guarantee.V);
  }

  @Test
  void noticesARoundThatNeverBegan() {
    followUp = rounds(List.of(turn(1, 0, true)));

    assertThat(broken()).containsExactly(Guarantee.V);
  }

  @Test
  void noticesAnOlderLoadAfterANewerOne() {
    followUp = rounds(List.of(turn(1, 0, false)));
    loads.add(new Load(2, "P01", "newer", "PENDIENTE", 1, 0));
    dealers.add(new Dealer(3, 2, "BAC3", "http://d/3", "FALLIDO", "HTTP 500"));
    arrival(40, 3, "three", Reply.REFUSED, null);
    assertThat(broken()).isEmpty();

    arrivals.removeLast();
    arrivals.addFirst(arrivalOf(1, 3, "three", "id3", Reply.REFUSED, null));
    assertThat(broken()).containsExactly(Guarantee.V);
  }

  @Test
  void noticesAFailureThatNobodyWasToldOrThatWasToldTwice() {
    runs.set(0, failed("Reemplazada"));
    followUp = rounds(List.of(turn(1, 0, false)));
    assertThat(broken()).contains(Guarantee.V);

    List<String> twice = List.of("ejecucion.fallida:1", "ejecucion.fallida:1");
    followUp = new FollowUp(2, List.of(turn(1, 0, false)), Set.of(), Set.of(), twice);
    assertThat(broken()).contains(Guarantee.V);

    followUp = new FollowUp(2, List.of(turn(1, 0, false)), Set.of(), Set.of(), twice.subList(0, 1));
    assertThat(broken()).doesNotContain(Guarantee.V);
  }

  private static FollowUp rounds(List<Turn> turns) {
    return new FollowUp(2, turns, Set.of(), Set.of(), List.of());
  }

  private static Turn turn(long run, int round, boolean planned) {
    return new Turn(run, 1, round, planned);
  }
}
