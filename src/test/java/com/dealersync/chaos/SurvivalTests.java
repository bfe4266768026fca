package com.dealersync.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.chaos.Checker.Guarantee;
import com.dealersync.chaos.History.Confirmation;
import com.dealersync.chaos.History.Dealer;
import com.dealersync.chaos.History.Load;
import com.dealersync.chaos.History.Reply;
import org.junit.jupiter.api.Test;

/** Runs, dealers and bytes that are not what they should be after faults that have passed. */
class SurvivalTests extends BrokenHistory {

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
}
