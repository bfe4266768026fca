package com.dealersync.sync;

import static com.dealersync.sync.ModelFault.CRASH;
import static com.dealersync.sync.ModelFault.HANDED_BACK;
import static com.dealersync.sync.ModelFault.JOB_LOST;
import static com.dealersync.sync.ModelFault.KEY_LOST;
import static com.dealersync.sync.ModelFault.PAUSE;
import static com.dealersync.sync.ModelFault.REDIS_LATE;
import static com.dealersync.sync.ModelFault.REDIS_SILENT;
import static com.dealersync.sync.ModelFault.RESTART;
import static com.dealersync.sync.ModelStories.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks the {@link Model} through every order of events within a bound: how many POSTs there are,
 * and which faults strike how often. Each scope is walked to its end.
 */
@Tag("slow")
class ProtocolModelTests {

  static Stream<Arguments> scopes() {
    return Stream.of(
        Arguments.of("two POSTs, any fault", ModelScope.of(2, 1, ModelFault.values())),
        Arguments.of(
            "two POSTs of one load, any fault",
            ModelScope.of(2, 1, ModelFault.values()).ofOneLoad()),
        Arguments.of("one POST, any two faults", ModelScope.of(1, 2, ModelFault.values())),
        Arguments.of(
            "two POSTs, two of the faults that start no attempt twice",
            ModelScope.of(2, 2, PAUSE, PAUSE, CRASH, KEY_LOST, REDIS_SILENT)),
        Arguments.of(
            "two POSTs, a lost key and a job that starts again",
            ModelScope.of(2, 2, KEY_LOST, RESTART)),
        Arguments.of("three POSTs, a lost key", ModelScope.of(3, 1, KEY_LOST)),
        Arguments.of(
            "two POSTs, two watchdogs at once, a fault that leaves them a run",
            ModelScope.of(2, 1, CRASH, JOB_LOST, PAUSE).withTwoWatchdogs()),
        Arguments.of(
            "one POST, two watchdogs at once, any two faults",
            ModelScope.of(1, 2, ModelFault.values()).withTwoWatchdogs()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scopes")
  void everyGuaranteeHoldsInEveryOrderOfEvents(String what, ModelScope scope) {
    assertHolds(what, scope);
  }

  static Stream<Arguments> longScopes() {
    ModelFault[] more =
        EnumSet.complementOf(EnumSet.of(REDIS_LATE, HANDED_BACK)).toArray(ModelFault[]::new);
    return Stream.of(
        Arguments.of("two POSTs, any two faults of most", ModelScope.of(2, 2, more)),
        Arguments.of("three POSTs, any fault of most", ModelScope.of(3, 1, more)),
        Arguments.of(
            "two POSTs, a late command, a hand-back, a lost key and a pause, two of them",
            ModelScope.of(2, 2, REDIS_LATE, HANDED_BACK, KEY_LOST, PAUSE)),
        Arguments.of(
            "two POSTs, two watchdogs at once, any fault",
            ModelScope.of(2, 1, ModelFault.values()).withTwoWatchdogs()));
  }

  /** Some fifteen million states in the widest: minutes, and 7 GiB of heap. */
  @Tag("chaos")
  @ParameterizedTest(name = "{0}")
  @MethodSource("longScopes")
  void everyGuaranteeHoldsInAWiderScope(String what, ModelScope scope) {
    assertHolds(what, scope);
  }

  @Test
  void everyRunStillEndsOnceNothingFailsAnyMore() {
    ModelScope scope = ModelScope.of(2, 1, ModelFault.values());

    assertThat(ModelEndings.outOfReach(new Model(new ModelRules(), scope))).isEmpty();
  }

  /** What the walks would prove nothing about if they did not come by. */
  @Test
  void everyStepOfTheProtocolIsTaken() {
    Set<String> told = new TreeSet<>();
    ModelScope twoPosts = ModelScope.of(2, 1, ModelFault.values());
    ModelScope twoFaults = ModelScope.of(1, 2, ModelFault.values());
    for (ModelScope scope : List.of(twoPosts, twoPosts.ofOneLoad(), twoFaults)) {
      ModelWalk.through(
          new Model(new ModelRules(), scope),
          step -> told.add(step.told().get().replaceAll(" \\d+", "").replaceAll(":.*", "")));
    }

    assertThat(String.join("\n", told) + "\n")
        .isEqualTo(
            """
            POST arrives and finds a run of another load
            POST arrives and finds its load's run alive
            POST arrives and finds its load's run silent
            POST arrives and finds no active run
            POST cannot enqueue its job
            POST closes its run
            POST closes run as dead and inserts its row
            POST enqueues its job and is accepted
            POST enqueues its job, but the answer is lost
            POST finds no active row
            POST finds that the holder died before it made a run
            POST finds that the holder may live
            POST finds that the holder's run has ended
            POST finds that the silent run has its key
            POST finds that the silent run has no key
            POST finds the lock held
            POST finds the lock held by POST
            POST finds the lock held by attempt of run
            POST finds the lock held by attempt of run by now
            POST finds the run that was faster
            POST gives the lock up, which Redis has yet to set
            POST has no lock to release
            POST inserts its row
            POST is refused by the database
            POST is refused by the unique rule
            POST leaves its run to its job
            POST releases the lock
            POST takes the lock
            POST takes the lock that was left behind
            POST takes the lock, but the answer is lost
            POST tries again
            Redis executes the command of POST only now
            Redis executes the command of attempt of run only now
            Redis loses the key
            a job of run finds that the run has ended
            a job of run has no lock to release and is over
            a job of run releases the lock of POST and is over
            a job of run releases the lock of attempt of run and is over
            an operator ends every run and deletes the lock
            an operator's wish to cancel ends run
            attempt of run cannot take the lock and goes on without it
            attempt of run checks that it may go on
            attempt of run claims the run
            attempt of run commits results
            attempt of run commits the run's final state
            attempt of run finds its lease lapsed and stops
            attempt of run goes on before it has the lock
            attempt of run hands its run back, for its node stops
            attempt of run has no lock to release and is over
            attempt of run has no lock to release; its job is to be tried again
            attempt of run is refused by the fence and stops
            attempt of run knows its loss and stops
            attempt of run leaves a stranger's lock alone
            attempt of run releases the lock of POST and is over
            attempt of run releases the lock of POST; its job is to be tried again
            attempt of run releases the lock of attempt of run and is over
            attempt of run releases the lock of attempt of run; its job is to be tried again
            attempt of run stops its heartbeat
            attempt of run takes the lock
            the beat of attempt of run cannot hold the lock
            the beat of attempt of run ends before it holds the lock
            the beat of attempt of run has no lock to release
            the beat of attempt of run holds the lock
            the beat of attempt of run is refused by the fence
            the beat of attempt of run leaves a stranger's lock alone
            the beat of attempt of run releases the lock
            the beat of attempt of run stamps the row
            the job server finds the job of run orphaned
            the job server gives the job of run up
            the job server starts the job of run
            the job server takes the job of run for orphaned
            the process of POST crashes
            the process of a job of run crashes
            the process of attempt of run crashes
            the watchdog closes run as dead
            the watchdog enqueues the job of run
            the watchdog finds it alive or ended by now
            the watchdog finds run dead and without a job
            the watchdog finds run without a job
            time passes
            """);
  }
}
