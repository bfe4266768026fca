package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static com.dealersync.delivery.Simulation.asksToWait;
import static com.dealersync.delivery.Simulation.confirms;
import static com.dealersync.delivery.Simulation.fails;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.delivery.Simulation.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTests {
  private static final Duration SLACK = Duration.ofMillis(200);

  @Test
  void triesThreeTimesAndOnceMoreAtTheEnd() {
    String bad = "https://bad.mx/";
    Simulation run =
        Simulation.of(
            properties("breaker.consecutive-failures", "99"),
            groups(bad, "https://good.mx/"),
            (url, attempt, at) -> url.equals(bad) ? fails(FailureKind.IO) : confirms());

    assertThat(run.attemptsTo(bad)).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
    assertThat(waits(run.attemptsTo(bad)))
        .satisfiesExactly(
            first -> assertThat(first).isCloseTo(Duration.ofSeconds(2), SLACK),
            second -> assertThat(second).isCloseTo(Duration.ofSeconds(15), SLACK),
            tail -> assertThat(tail).isLessThan(SLACK));
    assertThat(run.byUrl().get(bad))
        .isInstanceOfSatisfying(
            Settlement.Failed.class,
            failed -> {
              assertThat(failed.attempts()).isEqualTo(4);
              assertThat(failed.reason()).isEqualTo("because of IO");
            });
    assertThat(run.attemptsTo("https://good.mx/")).hasSize(1);
  }

  @Test
  void givesTheTailPassOnlyWhenAllOthersAreDone() {
    String bad = "https://bad.mx/";
    String slow = "https://slow.mx/";
    Simulation run =
        Simulation.of(
            properties("retry.delays", "1s"),
            groups(bad, slow),
            (url, attempt, at) ->
                url.equals(bad)
                    ? fails(FailureKind.SERVER_ERROR)
                    : new Simulation.Answer(confirms().result(), Duration.ofSeconds(40)));

    assertThat(run.attemptsTo(bad)).hasSize(3);
    assertThat(run.attemptsTo(bad).getLast().at()).isGreaterThanOrEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void confirmsInTheTailPass() {
    Simulation run =
        Simulation.of(
            properties(),
            groups("https://a.mx/"),
            (url, attempt, at) -> attempt < 4 ? fails(FailureKind.TIMEOUT) : confirms());

    assertThat(run.settlements())
        .singleElement()
        .isInstanceOfSatisfying(
            Settlement.Confirmed.class, it -> assertThat(it.attempts()).isEqualTo(4));
  }

  @Test
  void goesWithoutTailPassIfToldSo() {
    Simulation run =
        Simulation.of(
            properties("retry.tail-pass", "false"),
            groups("https://a.mx/"),
            (url, attempt, at) -> fails(FailureKind.IO));

    assertThat(run.attempts()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void triesAgainOnlyWhatMayGoBetter(FailureKind kind) {
    Simulation run =
        Simulation.of(properties(), groups("https://a.mx/"), (url, attempt, at) -> fails(kind));

    assertThat(run.attempts()).hasSize(kind.retried() ? 4 : 1);
    assertThat(run.settlements()).hasSize(1);
  }

  @Test
  void waitsAsLongAsADealerAsks() {
    Simulation run =
        Simulation.of(
            properties(),
            groups("https://a.mx/"),
            (url, attempt, at) -> attempt == 1 ? asksToWait(Duration.ofSeconds(60)) : confirms());

    assertThat(waits(run.attempts()).getFirst()).isCloseTo(Duration.ofSeconds(60), SLACK);
  }

  @Test
  void opensTheBreakerAfterFiveFailuresInARowAndProbesAfterHalfAMinute() {
    List<String> shared = urls("https://dms.mx/", 20);
    Simulation run =
        Simulation.of(
            properties("parallelism", "1"),
            groups(shared.toArray(String[]::new)),
            (url, attempt, at) ->
                at.compareTo(Duration.ofSeconds(25)) < 0 ? fails(FailureKind.CONNECT) : confirms());

    List<Attempt> early =
        run.attempts().stream()
            .filter(it -> it.at().compareTo(Duration.ofSeconds(30)) < 0)
            .toList();
    assertThat(early).hasSize(5);
    assertThat(run.attempts().get(5).at()).isCloseTo(Duration.ofSeconds(30), Duration.ofSeconds(1));
    assertThat(run.settlements())
        .hasSize(20)
        .allSatisfy(it -> assertThat(it).isInstanceOf(Settlement.Confirmed.class));
    assertThat(run.settlements()).filteredOn(it -> it.attempts() == 1).hasSizeGreaterThan(14);
  }

  @Test
  void opensTheBreakerWhenHalfOfTenFail() {
    AtomicInteger calls = new AtomicInteger();
    Simulation run =
        Simulation.of(
            properties("parallelism", "1", "retry.delays", "", "retry.tail-pass", "false"),
            groups(urls("https://dms.mx/", 40).toArray(String[]::new)),
            (url, attempt, at) ->
                calls.getAndIncrement() % 2 == 0 ? fails(FailureKind.SERVER_ERROR) : confirms());

    long beforeTheRest =
        run.attempts().stream().filter(it -> it.at().compareTo(Duration.ofSeconds(25)) < 0).count();
    assertThat(beforeTheRest).isBetween(10L, 11L);
    assertThat(run.settlements()).hasSize(40);
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"REJECTED", "NO_ACK", "ASKED_TO_RETRY", "TLS_IDENTITY", "BLOCKED"})
  void keepsTheBreakerClosedForWhatIsNotTheOriginsFault(FailureKind kind) {
    Simulation run =
        Simulation.of(
            properties("retry.delays", "", "retry.tail-pass", "false"),
            groups(urls("https://dms.mx/", 50).toArray(String[]::new)),
            (url, attempt, at) -> fails(kind));

    assertThat(run.attempts()).hasSize(50);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void givesEachDealerOfADeadOriginItsChanceAndEndsSoon() {
    List<String> shared = urls("https://dead.mx/", 100);
    Simulation run =
        Simulation.of(
            properties(),
            groups(shared.toArray(String[]::new)),
            (url, attempt, at) -> fails(FailureKind.CONNECT));

    assertThat(run.settlements())
        .hasSize(100)
        .allSatisfy(it -> assertThat(it.attempts()).isBetween(1, 4));
    assertThat(run.attempts()).hasSizeLessThan(130);
    assertThat(run.took()).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void delaysNobodyElseForADeadOrigin() {
    List<String> all = new ArrayList<>(urls("https://dead.mx/", 100));
    all.addAll(IntStream.range(0, 100).mapToObj(i -> "https://good" + i + ".mx/").toList());
    Simulation run =
        Simulation.of(
            properties(),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) ->
                url.startsWith("https://dead") ? fails(FailureKind.CONNECT) : confirms());

    assertThat(run.attempts())
        .filteredOn(it -> it.url().startsWith("https://good"))
        .hasSize(100)
        .allSatisfy(it -> assertThat(it.at()).isLessThan(Duration.ofSeconds(3)));
  }

  @Test
  void pausesWhenMostOriginsAreOutOfReachAndGoesOnWhenTheyAreBack() {
    Duration back = Duration.ofMinutes(3);
    List<String> all = IntStream.range(0, 500).mapToObj(i -> "https://d" + i + ".mx/").toList();
    Simulation run =
        Simulation.of(
            properties(),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) -> at.compareTo(back) < 0 ? fails(FailureKind.DNS) : confirms());

    assertThat(run.settlements())
        .hasSize(500)
        .allSatisfy(it -> assertThat(it).isInstanceOf(Settlement.Confirmed.class));
    assertThat(run.attempts())
        .filteredOn(it -> it.at().compareTo(back) < 0)
        .as("what was lost before the pause, and a probe every five seconds")
        .hasSizeLessThan(20 + 10 + 36 + 1);
    assertThat(run.took()).isLessThan(back.plusSeconds(60));
  }

  @Test
  void doesNotTakeADeadOriginForADeadNetwork() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      all.add("https://dead" + i + ".mx/");
    }
    all.addAll(IntStream.range(0, 30).mapToObj(i -> "https://good" + i + ".mx/").toList());
    Simulation run =
        Simulation.of(
            properties("retry.delays", "", "retry.tail-pass", "false"),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) ->
                url.startsWith("https://dead") ? fails(FailureKind.CONNECT) : confirms());

    assertThat(run.took()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void settlesEverythingWhenTheNetworkStaysDownForTheWholeBudget() {
    List<String> all = IntStream.range(0, 300).mapToObj(i -> "https://d" + i + ".mx/").toList();
    Simulation run =
        Simulation.of(
            properties("retry.budget", "5m"),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) -> fails(FailureKind.CONNECT));

    assertThat(run.took()).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(310));
    assertThat(run.settlements())
        .hasSize(300)
        .allSatisfy(it -> assertThat(it).isInstanceOf(Settlement.Failed.class));
    assertThat(run.settlements())
        .filteredOn(it -> it.attempts() == 0)
        .isNotEmpty()
        .first(InstanceOfAssertFactories.type(Settlement.Failed.class))
        .extracting(Settlement.Failed::reason)
        .asString()
        .startsWith("No se intentó");
  }

  @Test
  void makesFirstAttemptsHoweverLongTheRunTakesButNoMoreRetries() {
    List<String> all = urls("https://dms.mx/", 50);
    Simulation run =
        Simulation.of(
            properties("retry.budget", "10s", "per-origin", "1"),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) ->
                new Simulation.Answer(
                    (url.endsWith("5") ? fails(FailureKind.ASKED_TO_RETRY) : confirms()).result(),
                    Duration.ofSeconds(1)));

    assertThat(run.settlements())
        .hasSize(50)
        .allSatisfy(it -> assertThat(it.attempts()).isPositive());
    assertThat(run.attemptsTo("https://dms.mx/45")).hasSize(1);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void keepsToParallelismHoweverManyOriginsThereAre() {
    List<String> all = IntStream.range(0, 200).mapToObj(i -> "https://d" + i + ".mx/").toList();
    Simulation run =
        Simulation.of(
            properties("parallelism", "7"),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) -> confirms());

    assertThat(run.mostInFlight()).isEqualTo(7);
    assertThat(run.attempts()).hasSize(200);
  }

  @Test
  void announcesOnlyALittleAheadOfWhatItSends() {
    List<WebhookGroup> groups = groups(urls("https://dms.mx/", 1_000).toArray(String[]::new));
    Schedule schedule =
        new Schedule(
            webhooks(groups),
            properties("parallelism", "2", "per-origin", "1"),
            new RetryPolicy(properties().retry(), () -> 0),
            () -> 0,
            new BreakerStates());

    int announced = 0;
    for (var next = schedule.announceNext(); !next.isEmpty(); next = schedule.announceNext()) {
      announced += next.size();
      schedule.announced(next);
    }
    assertThat(announced).isBetween(1, 8);
  }

  @Test
  void isNotHeldUpByOriginsThatNeverEnd() {
    List<String> stuck =
        IntStream.range(0, 20)
            .boxed()
            .flatMap(i -> urls("https://s" + i + ".mx/", 50).stream())
            .toList();
    List<String> all = Stream.concat(stuck.stream(), Stream.of("https://good.mx/")).toList();
    Webhooks webhooks = webhooks(groups(all.toArray(String[]::new)));
    Schedule schedule =
        new Schedule(
            webhooks,
            properties("slow-lane", "10000"),
            new RetryPolicy(properties().retry(), () -> 0),
            () -> 0,
            new BreakerStates());

    List<String> sent = new ArrayList<>();
    for (int round = 0; round < 200 && !sent.contains("https://good.mx/"); round++) {
      List<Delivery> announced = schedule.announceNext();
      webhooks.read(announced);
      schedule.announced(announced);
      for (Delivery next = schedule.next(); next != null; next = schedule.next()) {
        sent.add(next.group().url());
        schedule.moveToSlowLane();
      }
    }
    assertThat(sent).contains("https://good.mx/");
    assertThat(sent).filteredOn(url -> url.startsWith("https://s0.mx/")).hasSize(4);
  }

  @Test
  void keepsASendInPlaceWhenTheSlowLaneIsFull() {
    Schedule schedule =
        new Schedule(
            webhooks(groups(urls("https://a.mx/", 4).toArray(String[]::new))),
            properties("slow-lane", "1", "parallelism", "2"),
            new RetryPolicy(properties().retry(), () -> 0),
            () -> 0,
            new BreakerStates());
    schedule.announced(schedule.announceNext());

    assertThat(schedule.next()).isNotNull();
    assertThat(schedule.moveToSlowLane()).isTrue();
    assertThat(schedule.next()).isNotNull();
    assertThat(schedule.moveToSlowLane()).isFalse();
    assertThat(schedule.next()).isNotNull();
    assertThat(schedule.next()).isNull();
  }

  private static List<String> urls(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private static List<Duration> waits(List<Attempt> attempts) {
    return IntStream.range(1, attempts.size())
        .mapToObj(
            i -> attempts.get(i).at().minus(attempts.get(i - 1).at()).minus(Duration.ofMillis(100)))
        .toList();
  }
}
