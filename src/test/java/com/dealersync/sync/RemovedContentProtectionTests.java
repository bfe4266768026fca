package com.dealersync.sync;

import static com.dealersync.sync.ModelFault.CANCELLED;
import static com.dealersync.sync.ModelFault.CATALOG_CHANGED;
import static com.dealersync.sync.ModelFault.CRASH;
import static com.dealersync.sync.ModelFault.DEALER_FAILED;
import static com.dealersync.sync.ModelFault.HANDED_BACK;
import static com.dealersync.sync.ModelFault.LOAD_REPLACED;
import static com.dealersync.sync.ModelFault.RESTART;
import static com.dealersync.sync.ModelGuarantee.C;
import static com.dealersync.sync.ModelGuarantee.N;
import static com.dealersync.sync.ModelGuarantee.R;
import static com.dealersync.sync.ModelStories.assertBreaks;

import com.dealersync.sync.RunProtocol.Sealing;
import org.junit.jupiter.api.Test;

/**
 * The {@link Model} with one protection of what is sent taken away at a time: a guarantee breaks,
 * and the shortest story of how says what the protection is for.
 */
class RemovedContentProtectionTests {

  @Test
  void anAttemptThatReadsTheCatalogItselfSendsAnotherContent() {
    ModelRules readsTheCatalog =
        new ModelRules() {
          @Override
          Sealing sealing(boolean prepared, boolean sealed, boolean sent) {
            return Sealing.SEAL;
          }
        };

    assertBreaks(
        C,
        readsTheCatalog,
        ModelScope.of(1, 2, CRASH, CATALOG_CHANGED).ofOneLoad().withContents(2),
        "attempt 1 of run 1 reads version 1 in the catalog",
        "dealer 1 gets version 1",
        "the catalog's tables change",
        "attempt 2 of run 1 seals version 2",
        "gets version 2",
        "dealers got two contents of load 1");
    assertBreaks(
        C,
        readsTheCatalog,
        ModelScope.of(2, 2, DEALER_FAILED, CATALOG_CHANGED).ofOneLoad().withContents(1),
        "dealer 1 gets version 1 of load 1 and answers that it failed",
        "attempt 1 of run 2 seals version 2",
        "dealer 1 gets version 2",
        "dealers got two contents of load 1");
  }

  @Test
  void aRunThatForgetsWhatEarlierRunsSentSealsAnotherContent() {
    ModelRules knowsOnlyItself =
        new ModelRules() {
          @Override
          Sealing sealing(boolean prepared, boolean sealed, boolean sent) {
            return super.sealing(prepared, sealed, false);
          }
        };

    assertBreaks(
        C,
        knowsOnlyItself,
        ModelScope.of(2, 2, DEALER_FAILED, CATALOG_CHANGED).ofOneLoad().withContents(1),
        "dealer 1 gets version 1 of load 1 and answers that it failed",
        "attempt 1 of run 2 seals version 2",
        "dealers got two contents of load 1");
  }

  @Test
  void anAttemptThatSealsWithoutAskingAgainReplacesWhatAnotherSends() {
    ModelRules sealsAnyway =
        new ModelRules() {
          @Override
          boolean sealsBehindTheFence() {
            return false;
          }
        };

    assertBreaks(
        C,
        sealsAnyway,
        ModelScope.of(1, 3, RESTART, CRASH, CATALOG_CHANGED).ofOneLoad().withContents(1),
        "attempt 1 of run 1 reads version 1 in the catalog",
        "attempt 2 of run 1 seals version 2",
        "attempt 1 of run 1 seals version 1",
        "dealer 1 gets version 2",
        "attempt 3 of run 1 is ready to send version 1",
        "dealer 1 gets version 1",
        "dealers got two contents of load 1");
  }

  @Test
  void aContentThatIsSealedInATransactionOfItsOwnIsLostWithItsAttempt() {
    ModelRules sealsOnItsOwn =
        new ModelRules() {
          @Override
          boolean sealsWithThePreparation() {
            return false;
          }
        };

    assertBreaks(
        C,
        sealsOnItsOwn,
        ModelScope.of(1, 2, CRASH, CATALOG_CHANGED).ofOneLoad().withContents(1),
        "attempt 1 of run 1 is ready to send version 1",
        "dealer 1 gets version 1",
        "the process of attempt 1 of run 1 crashes",
        "attempt 2 of run 1 is ready to send version 2",
        "dealer 1 gets version 2",
        "dealers got two contents of load 1");
  }

  @Test
  void aMessageThatIsTakenBackAfterItLeftIsFollowedByAnotherContent() {
    ModelRules takesEverythingBack =
        new ModelRules() {
          @Override
          boolean withdrawsOnlyWhatHasNotLeft() {
            return false;
          }
        };

    assertBreaks(
        C,
        takesEverythingBack,
        ModelScope.of(2, 3, HANDED_BACK, CANCELLED, CATALOG_CHANGED).ofOneLoad().withContents(1),
        "dealer 1 gets version 1",
        "attempt 1 of run 1 takes back what it announced to dealer 1, and its run",
        "attempt 1 of run 2 seals version 2",
        "dealer 1 gets version 2",
        "dealers got two contents of load 1");
  }

  @Test
  void anOlderLoadThatIsCheckedOnlyBeforeTheLockIsSentAfterANewerOne() {
    ModelRules checksOnlyBeforeTheLock =
        new ModelRules() {
          @Override
          boolean mayPrepare(boolean prepared, boolean replaced) {
            return true;
          }
        };

    assertBreaks(
        N,
        checksOnlyBeforeTheLock,
        ModelScope.of(2, 0).withContents(1),
        "POST 1 arrives",
        "attempt 1 of run 2 announces load 2 to dealer 1",
        "attempt 1 of run 1 announces load 1 to dealer 1",
        "load 1 was announced after load 2");
  }

  @Test
  void aLoadThatIsReplacedBeforeItsRunBeginsMustNotBeSent() {
    ModelRules looksOnlyAtWhatWasSent =
        new ModelRules() {
          @Override
          boolean isReplaced(boolean current, int load, int newestSent) {
            return super.isReplaced(true, load, newestSent);
          }
        };

    assertBreaks(
        N,
        looksOnlyAtWhatWasSent,
        ModelScope.of(1, 1, LOAD_REPLACED).withContents(1),
        "a loader says that the newer load is the current one",
        "attempt 1 of run 1 seals version 1",
        "run 1 begins to send a load that was replaced");
  }

  @Test
  void aLoadThatIsReplacedWhileItsCatalogIsReadMustNotBeSent() {
    ModelRules asksOnce =
        new ModelRules() {
          @Override
          boolean asksAgainForAReplacement() {
            return false;
          }
        };

    assertBreaks(
        N,
        asksOnce,
        ModelScope.of(1, 1, LOAD_REPLACED).withContents(1),
        "attempt 1 of run 1 finds that the catalog has to be read",
        "a loader says that the newer load is the current one",
        "attempt 1 of run 1 seals version 1",
        "run 1 begins to send a load that was replaced");
  }

  @Test
  void resultsOfALoadChangeWithItsNextRun() {
    ModelRules resultsOfTheLoad =
        new ModelRules() {
          @Override
          boolean resultsAreTheRuns() {
            return false;
          }
        };

    assertBreaks(
        R,
        resultsOfTheLoad,
        ModelScope.of(2, 1, DEALER_FAILED).ofOneLoad().withContents(1),
        "dealer 1 gets version 1 of load 1 and answers that it failed",
        "attempt 1 of run 1 commits the run's final state",
        "attempt 1 of run 2 records the answer of dealer 1",
        "run 1 had FAILED of dealer 1, and has CONFIRMED");
  }
}
