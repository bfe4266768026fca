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
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            properties("per-origin", "1", "retry.delays", "", "retry.tail-pass", "false"),
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
        .hasSizeLessThan(200 + 10 + 36 + 1);
    assertThat(run.took()).isLessThan(back.plusSeconds(60));
  }

  /** What fails again is no news: 60 dealers with 25 dead ones took 236 s when it was. */
  @ParameterizedTest
  @CsvSource({"60, 25, 30", "400, 40, 45", "3000, 150, 60", "3000, 1200, 90", "150, 150, 45"})
  void takesNoDeadDealersForADeadNetwork(int dealers, int dead, int mostSeconds) {
    List<String> all = origins(dealers);
    Simulation run =
        Simulation.of(
            properties(),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) ->
                all.indexOf(url) * dead / dealers != (all.indexOf(url) + 1) * dead / dealers
                    ? fails(FailureKind.CONNECT)
                    : confirms());

    assertThat(run.settlements()).hasSize(dealers);
    assertThat(run.settlements()).filteredOn(Settlement.Failed.class::isInstance).hasSize(dead);
    assertThat(run.took()).isLessThan(seconds(mostSeconds));
  }

  @Test
  void servesTheLivingAsSoonAsIfThereWereNoDead() {
    List<String> all = origins(400);
    Simulation.Dealers dealers =
        (url, attempt, at) -> all.indexOf(url) % 10 == 0 ? fails(FailureKind.CONNECT) : confirms();
    Simulation without =
        Simulation.of(
            properties(),
            groups(all.stream().filter(url -> all.indexOf(url) % 10 > 0).toArray(String[]::new)),
            dealers);
    Simulation with = Simulation.of(properties(), groups(all.toArray(String[]::new)), dealers);

    Duration living =
        with.attempts().stream()
            .filter(it -> all.indexOf(it.url()) % 10 > 0)
            .map(Attempt::at)
            .max(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(living).isLessThan(without.took().multipliedBy(6).dividedBy(5));
    assertThat(with.took()).isLessThan(Duration.ofSeconds(45));
  }

  @Test
  void pausesInMidRunAndLosesNobodyToTheOutage() {
    List<String> all = origins(1_000);
    Duration from = Duration.ofSeconds(4);
    Duration to = Duration.ofMinutes(4);
    Simulation run =
        Simulation.of(
            properties(),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) ->
                at.compareTo(from) > 0 && at.compareTo(to) < 0
                    ? fails(FailureKind.CONNECT)
                    : confirms());

    assertThat(run.settlements())
        .hasSize(1_000)
        .allSatisfy(it -> assertThat(it).isInstanceOf(Settlement.Confirmed.class));
    assertThat(run.took()).isLessThan(to.plusSeconds(60));
  }

  /** A dealer that answers late, over a connection from before, does not show a way out. */
  @Test
  void takesNoAnswerFromBeforeAnOutageForItsEnd() {
    List<String> all = origins(1_000);
    Duration back = Duration.ofMinutes(2);
    Simulation run =
        Simulation.of(
            properties("parallelism", "10"),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) ->
                url.equals(all.getFirst()) && attempt == 1
                    ? new Simulation.Answer(fails(FailureKind.TIMEOUT).result(), seconds(30))
                    : at.compareTo(back) < 0 ? fails(FailureKind.DNS) : confirms());

    assertThat(run.attempts())
        .filteredOn(it -> it.at().compareTo(back) < 0)
        .hasSizeLessThan(200 + 10 + 24 + 1);
  }

  @Test
  void endsAPauseWhenAllThatIsLeftWasOutOfReach() {
    List<String> all = origins(203);
    Simulation run =
        Simulation.of(
            properties(),
            groups(all.toArray(String[]::new)),
            (url, attempt, at) -> fails(FailureKind.CONNECT));

    assertThat(run.settlements()).hasSize(203).allMatch(it -> it.attempts() >= 4);
    assertThat(run.took()).isLessThan(Duration.ofSeconds(60));
  }

  /**
   * A lane that rested until a time, went on sooner and became empty must not, when that time
   * comes, take away the one that its origin has got since.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void endsWithOriginsThatFailAndComeBack(long seed) {
    Random random = new Random(seed);
    String[] all =
        IntStream.range(0, 1_400)
            .mapToObj(i -> "https://d" + random.nextInt(60) + ".mx/" + i)
            .toArray(String[]::new);
    Simulation run =
        Simulation.of(
            properties("breaker.consecutive-failures", "2", "pause.attempts", "20"),
            groups(all),
            (url, attempt, at) ->
                new Simulation.Answer(
                    at.toSeconds() % 20 < 5
                        ? fails(FailureKind.CONNECT).result()
                        : confirms().result(),
                    Duration.ofMillis(10 + random.nextInt(1_000))));

    assertThat(run.settlements()).hasSize(1_400);
  }

  @Test
  void leavesADealerAloneForAsLongAsItAsksInTheTailPassToo() {
    Simulation run =
        Simulation.of(
            properties(),
            groups("https://a.mx/"),
            (url, attempt, at) -> asksToWait(Duration.ofSeconds(60)));

    assertThat(waits(run.attempts()))
        .hasSize(3)
        .allSatisfy(wait -> assertThat(wait).isBetween(seconds(60), seconds(61)));
  }

  @ParameterizedTest
  @CsvSource({"PT10M, 120, 15m", "PT100S, 100, 5m"})
  void honoursNoMoreThanTwoMinutes(Duration asked, int waited, String budget) {
    Simulation run =
        Simulation.of(
            properties("retry.budget", budget),
            groups("https://a.mx/"),
            (url, attempt, at) -> asksToWait(asked));

    assertThat(waits(run.attempts()))
        .isNotEmpty()
        .allSatisfy(wait -> assertThat(wait).isBetween(seconds(waited), seconds(waited + 1)));
    assertThat(run.took()).isLessThan(Duration.ofMinutes(7));
  }

  @Test
  void doesNotWaitForATimeBeyondTheBudget() {
    Simulation run =
        Simulation.of(
            properties("retry.budget", "90s"),
            groups("https://a.mx/"),
            (url, attempt, at) -> asksToWait(Duration.ofSeconds(60)));

    assertThat(run.attempts()).hasSize(2);
    assertThat(run.took()).isLessThan(seconds(61));
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

    assertThat(run.mostInPlace()).isEqualTo(7);
    assertThat(run.mostInFlight()).isEqualTo(70);
    assertThat(run.attempts()).hasSize(200);
  }

  /** A dealer that thinks costs nothing; a connection and a thread cost something. */
  @Test
  void letsNoMoreThanThatManyWaitForAnswers() {
    Simulation run =
        Simulation.of(
            properties("parallelism", "7", "waiting", "30"),
            groups(origins(200).toArray(String[]::new)),
            (url, attempt, at) -> confirms());

    assertThat(run.mostInFlight()).isEqualTo(30);
    assertThat(run.attempts()).hasSize(200);
  }

  @Test
  void servesTheOthersAsSoonWhereOneInTwentyNeverAnswers() {
    List<String> all = origins(4_000);
    Simulation.Dealers well = (url, attempt, at) -> confirms();
    Simulation.Dealers mixed =
        (url, attempt, at) ->
            all.indexOf(url) % 20 == 0
                ? new Simulation.Answer(fails(FailureKind.TIMEOUT).result(), seconds(120))
                : confirms();
    DeliveryProperties properties = properties("parallelism", "8", "retry.tail-pass", "false");
    Simulation without = Simulation.of(properties, groups(all.toArray(String[]::new)), well);
    Simulation with = Simulation.of(properties, groups(all.toArray(String[]::new)), mixed);

    assertThat(lastFirstAttempt(with))
        .isLessThanOrEqualTo(lastFirstAttempt(without).multipliedBy(21).dividedBy(20));
  }

  private static Duration lastFirstAttempt(Simulation run) {
    return run.attempts().stream()
        .filter(attempt -> attempt.number() == 1)
        .map(Attempt::at)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Test
  void sharesThePlacesOfTheNodeAmongRunsThatNeedAny() {
    DeliveryProperties properties = properties("parallelism", "6");
    NodePlaces node = places(properties);
    Schedule one = schedule(properties, node, origins(30));
    Schedule other = schedule(properties, node, origins(30));

    assertThat(startAll(one)).as("alone").isEqualTo(6);
    assertThat(startAll(other)).as("its share").isEqualTo(3);
    for (int i = 0; i < 6; i++) {
      one.sent(1);
    }
    assertThat(startAll(one)).as("its share").isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      other.sent(1);
    }
    other.leave();
    assertThat(startAll(one)).as("what the other had").isEqualTo(3);
  }

  private static Schedule schedule(
      DeliveryProperties properties, NodePlaces node, List<String> urls) {
    Schedule schedule =
        new Schedule(
            webhooks(groups(urls.toArray(String[]::new))),
            properties,
            new RetryPolicy(properties.retry(), () -> 0),
            gates(properties),
            node,
            lane -> {});
    schedule.announced(schedule.announceNext());
    return schedule;
  }

  private static int startAll(Schedule schedule) {
    int started = 0;
    while (Rechecking.next(schedule) != null) {
      started++;
    }
    return started;
  }

  @Test
  void announcesOnlyALittleAheadOfWhatItSends() {
    List<WebhookGroup> groups = groups(urls("https://dms.mx/", 1_000).toArray(String[]::new));
    Schedule schedule =
        new Schedule(
            webhooks(groups),
            properties("parallelism", "2", "per-origin", "1"),
            new RetryPolicy(properties().retry(), () -> 0),
            gates(properties("parallelism", "2", "per-origin", "1")),
            places(properties("parallelism", "2")),
            lane -> {});

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
            properties("parallelism", "10"),
            new RetryPolicy(properties().retry(), () -> 0),
            gates(properties("parallelism", "10")),
            places(properties("parallelism", "10")),
            lane -> {});

    List<String> sent = new ArrayList<>();
    for (int round = 0; round < 200 && !sent.contains("https://good.mx/"); round++) {
      List<Delivery> announced = schedule.announceNext();
      webhooks.read(announced);
      schedule.announced(announced);
      for (Delivery next = Rechecking.next(schedule);
          next != null;
          next = Rechecking.next(schedule)) {
        sent.add(next.group().url());
        schedule.sent(1);
      }
    }
    assertThat(sent).contains("https://good.mx/");
    assertThat(sent).filteredOn(url -> url.startsWith("https://s0.mx/")).hasSize(4);
  }

  @Test
  void keepsASendInPlaceUntilItsRequestIsOut() {
    DeliveryProperties properties = properties("parallelism", "1", "waiting", "2");
    Schedule schedule = schedule(properties, places(properties), urls("https://a.mx/", 4));

    assertThat(startAll(schedule)).isOne();
    schedule.sent(1);
    assertThat(startAll(schedule)).isOne();
    schedule.sent(1);
    assertThat(startAll(schedule)).as("two wait, and no more may").isZero();
  }

  private static List<String> origins(int count) {
    return IntStream.range(0, count).mapToObj(i -> "https://d" + i + ".mx/").toList();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Gates gates(DeliveryProperties properties) {
    return new Gates(properties, () -> 0, new BreakerStates());
  }

  private static NodePlaces places(DeliveryProperties properties) {
    return new NodePlaces(properties.parallelism(), 2, () -> 0);
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
