package com.dealersync.sync;

import static com.dealersync.sync.ModelFault.CANCELLED;
import static com.dealersync.sync.ModelFault.CATALOG_CHANGED;
import static com.dealersync.sync.ModelFault.CRASH;
import static com.dealersync.sync.ModelFault.DEALER_FAILED;
import static com.dealersync.sync.ModelFault.HANDED_BACK;
import static com.dealersync.sync.ModelFault.JOB_LOST;
import static com.dealersync.sync.ModelFault.LOAD_REPLACED;
import static com.dealersync.sync.ModelFault.PAUSE;
import static com.dealersync.sync.ModelFault.RESTART;
import static com.dealersync.sync.ModelStories.assertHolds;
import static org.assertj.core.api.Assertions.assertThat;

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
 * Walks the {@link Model} where it looks at what is sent: the catalog changes, a newer load takes
 * the place of an older one, and dealers fail, besides what else may go wrong.
 */
class ContentModelTests {

  static Stream<Arguments> scopes() {
    return Stream.of(
        Arguments.of(
            "a load with two dealers, one POST, a changed catalog and another fault",
            ModelScope.of(1, 2, CATALOG_CHANGED, DEALER_FAILED, CRASH, RESTART, CANCELLED)
                .ofOneLoad()
                .withContents(2)),
        Arguments.of(
            "a load with one dealer, two POSTs, a changed catalog and another fault",
            ModelScope.of(2, 2, CATALOG_CHANGED, DEALER_FAILED, CRASH).ofOneLoad().withContents(1)),
        Arguments.of(
            "a load with one dealer, two POSTs, a changed catalog and a pause",
            ModelScope.of(2, 2, CATALOG_CHANGED, PAUSE).ofOneLoad().withContents(1)),
        Arguments.of(
            "a load with one dealer, two POSTs, a changed catalog, a cancel and a node that stops",
            ModelScope.of(2, 3, CATALOG_CHANGED, CANCELLED, HANDED_BACK)
                .ofOneLoad()
                .withContents(1)),
        Arguments.of(
            "an older load and a newer one, a crash or a replacement",
            ModelScope.of(2, 1, LOAD_REPLACED, CRASH).withContents(1)),
        Arguments.of(
            "an older load and a newer one, a pause", ModelScope.of(2, 1, PAUSE).withContents(1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scopes")
  void everyGuaranteeHoldsWhateverBecomesOfTheCatalog(String what, ModelScope scope) {
    assertHolds(what, scope);
  }

  static Stream<Arguments> longScopes() {
    return Stream.of(
        Arguments.of(
            "a load with two dealers, one POST, any two faults",
            ModelScope.of(1, 2, ModelFault.values()).ofOneLoad().withContents(2)),
        Arguments.of(
            "a load with one dealer, two POSTs, a changed catalog and another of most faults",
            ModelScope.of(
                    2,
                    2,
                    CATALOG_CHANGED,
                    DEALER_FAILED,
                    CRASH,
                    PAUSE,
                    RESTART,
                    HANDED_BACK,
                    JOB_LOST)
                .ofOneLoad()
                .withContents(1)),
        Arguments.of(
            "an older load and a newer one, any fault",
            ModelScope.of(2, 1, ModelFault.values()).withContents(1)),
        Arguments.of(
            "an older load, and two POSTs of a newer one", ModelScope.of(3, 0).withContents(1)));
  }

  @Tag("chaos")
  @ParameterizedTest(name = "{0}")
  @MethodSource("longScopes")
  void everyGuaranteeHoldsInAWiderScope(String what, ModelScope scope) {
    assertHolds(what, scope);
  }

  /** What the walks would prove nothing about if they did not come by. */
  @Test
  void everyStepOfSendingIsTaken() {
    Set<String> told = new TreeSet<>();
    ModelScope oneLoad =
        ModelScope.of(2, 2, CATALOG_CHANGED, DEALER_FAILED, HANDED_BACK)
            .ofOneLoad()
            .withContents(1);
    ModelScope twoLoads = ModelScope.of(2, 1, LOAD_REPLACED).withContents(1);
    for (ModelScope scope : List.of(oneLoad, twoLoads)) {
      ModelWalk.through(
          new Model(new ModelRules(), scope),
          step -> {
            String line = step.told().get();
            if (line.matches(
                ".*(catalog|version|load (\\d|is|s|r)|loader|answer of|takes back).*")) {
              told.add(line.replaceAll("(attempt|run|POST) \\d+", "$1"));
            }
          });
    }

    assertThat(String.join("\n", told) + "\n")
        .isEqualTo(
            """
            POST finds its load replaced: refused
            POST finds its load synchronised: refused
            a loader says that the newer load is the current one
            attempt of run announces load 1 to dealer 1
            attempt of run announces load 2 to dealer 1
            attempt of run finds its load replaced and ends the run
            attempt of run finds that the catalog has to be read
            attempt of run is ready to send version 1
            attempt of run is ready to send version 2
            attempt of run reads version 1 in the catalog
            attempt of run reads version 2 in the catalog
            attempt of run records the answer of dealer 1
            attempt of run seals version 1
            attempt of run seals version 2
            attempt of run takes back what it announced to dealer 1, and its run
            dealer 1 gets version 1 of load 1 and answers that it failed
            dealer 1 gets version 1 of load 1 and confirms it
            dealer 1 gets version 1 of load 2 and confirms it
            dealer 1 gets version 2 of load 1 and answers that it failed
            dealer 1 gets version 2 of load 1 and confirms it
            the catalog's tables change
            """);
  }
}
