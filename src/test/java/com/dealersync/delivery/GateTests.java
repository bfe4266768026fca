package com.dealersync.delivery;

import static com.dealersync.delivery.Gate.Answer.GO;
import static com.dealersync.delivery.Gate.Answer.GO_AS_PROBE;
import static com.dealersync.delivery.Gate.Answer.WAIT_FOR_BREAKER;
import static com.dealersync.delivery.Gate.Answer.WAIT_FOR_PLACE;
import static com.dealersync.delivery.Gate.Verdict.NOTHING;
import static com.dealersync.delivery.Gate.Verdict.UNWELL;
import static com.dealersync.delivery.Gate.Verdict.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GateTests {
  private final AtomicLong now = new AtomicLong();
  private final BreakerStates states = new BreakerStates();
  private final Gates gates = new Gates(Deliveries.properties("per-origin", "2"), now::get, states);
  private final List<String> woken = new ArrayList<>();
  private final Gate.Visit a = gates.visit(7, () -> woken.add("a"));
  private final Gate.Visit b = gates.visit(7, () -> woken.add("b"));

  @Test
  void givesAFreePlaceToWhoeverWaitsForIt() {
    assertThat(List.of(a.ask(false), a.ask(false), b.ask(false)))
        .containsExactly(GO, GO, WAIT_FOR_PLACE);
    assertThat(b.waitsForAnother()).isTrue();

    a.ended(WELL, false, false);

    assertThat(woken).containsExactly("b");
    assertThat(a.ask(false)).isEqualTo(WAIT_FOR_PLACE);
    assertThat(b.ask(false)).isEqualTo(GO);
  }

  @Test
  void passesAPlaceOnThatIsNotUsed() {
    Gate.Visit c = gates.visit(7, () -> woken.add("c"));
    a.ask(false);
    a.ask(false);
    b.ask(false);
    c.ask(false);

    a.ended(WELL, false, false);
    b.decline();

    assertThat(woken).containsExactly("b", "c");
    assertThat(c.ask(false)).isEqualTo(GO);
  }

  @Test
  void freesWhatARunLeavesBehind() {
    a.ask(false);
    a.ask(false);
    b.ask(false);

    gates.leave(7, a);

    assertThat(woken).containsExactly("b");
    assertThat(List.of(b.ask(false), b.ask(false), b.ask(false)))
        .containsExactly(GO, GO, WAIT_FOR_PLACE);
    gates.leave(7, b);
    assertThat(gates.size()).isZero();
  }

  @Test
  void closesForEveryRunAndOpensForEveryRun() {
    fiveFailuresOfA();
    assertThat(b.ask(false)).isEqualTo(WAIT_FOR_BREAKER);

    now.set(b.probeAt());
    assertThat(a.ask(false)).isEqualTo(GO_AS_PROBE);
    assertThat(b.ask(false)).isEqualTo(WAIT_FOR_BREAKER);
    assertThat(b.waitsForAnother()).isTrue();
    a.ended(WELL, true, false);

    assertThat(woken).containsExactly("b");
    assertThat(b.ask(false)).isEqualTo(GO);
  }

  @Test
  void takesNoPlaceForOneThatTheBreakerKeeps() {
    fiveFailuresOfA();
    now.set(a.probeAt());
    a.ask(false);
    for (int i = 0; i < 3; i++) {
      assertThat(b.ask(false)).isEqualTo(WAIT_FOR_BREAKER);
    }

    assertThat(b.isOffered()).isFalse();
    assertThat(b.ask(true)).isEqualTo(GO);
    assertThat(woken).isEmpty();
  }

  @Test
  void letsAnotherProbeWhoseRunnerHasLeft() {
    fiveFailuresOfA();
    now.set(a.probeAt());
    a.ask(false);
    b.ask(false);

    gates.leave(7, a);

    assertThat(woken).containsExactly("b");
    assertThat(b.ask(false)).isEqualTo(GO_AS_PROBE);
    b.ended(NOTHING, true, false);
    assertThat(b.ask(false)).isEqualTo(GO_AS_PROBE);
  }

  @Test
  void keepsNothingOfAnOriginThatNobodySendsTo() {
    fiveFailuresOfA();
    assertThat(states.in(State.OPEN)).isEqualTo(1);

    gates.leave(7, a);
    assertThat(states.in(State.OPEN)).isEqualTo(1);
    gates.leave(7, b);

    assertThat(states.in(State.OPEN)).isZero();
    assertThat(gates.size()).isZero();
  }

  private void fiveFailuresOfA() {
    for (int i = 0; i < 5; i++) {
      assertThat(a.ask(false)).isEqualTo(GO);
      a.ended(UNWELL, false, false);
    }
  }
}
