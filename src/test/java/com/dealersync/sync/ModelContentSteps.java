package com.dealersync.sync;

import com.dealersync.sync.ModelAttempt.At;
import com.dealersync.sync.ModelAttempt.Delivery;
import com.dealersync.sync.RunProtocol.Sealing;
import com.dealersync.sync.RunProtocol.Standing;
import java.util.OptionalInt;

/**
 * How an attempt makes its run ready and sends: {@link Preparation} and {@link RunRecorder}. It
 * sends to one dealer after the other.
 */
final class ModelContentSteps {

  private final ModelRules rules;
  private final ModelSteps steps;
  private final ModelAttemptSteps own;
  private final ModelState state;
  private final ModelContents contents;
  private final int index;
  private final ModelAttempt attempt;
  private final int run;
  private final ModelRow row;

  ModelContentSteps(ModelRules rules, ModelSteps steps, ModelAttemptSteps own, int index) {
    this.rules = rules;
    this.steps = steps;
    this.own = own;
    this.state = steps.state();
    this.contents = state.contents();
    this.index = index;
    this.attempt = state.attempts().get(index);
    this.run = attempt.run();
    this.row = state.rows().get(run);
  }

  void add() {
    switch (attempt.at()) {
      case PREPARE -> prepare();
      case READ_CATALOG ->
          steps.progress(
              () -> name() + " reads " + version(contents.version()) + " in the catalog",
              to(At.SEAL, new Delivery(contents.version(), Delivery.NOBODY), contents));
      case SEAL -> seal();
      case ANNOUNCE -> announce();
      case SEND -> send();
      case RECORD -> record(true);
      case RECORD_FAILURE -> record(false);
      default -> throw new IllegalStateException("It does not send at " + attempt.at());
    }
  }

  private void prepare() {
    if (!own.mayWrite()) {
      own.fencedOut();
    } else if (!rules.mayPrepare(isPrepared(), isReplaced())) {
      endReplaced();
    } else if (sealing() == Sealing.READ) {
      ready(contents.of(run).sealed(), contents);
    } else {
      steps.progress(
          () -> name() + " finds that the catalog has to be read",
          state.attempt(index, attempt.to(At.READ_CATALOG)));
    }
  }

  /** All is decided again: it took its time to read the catalog. */
  private void seal() {
    int read = attempt.delivery().version();
    if (!rules.sealsBehindTheFence()) {
      ready(read, contents.sealed(run, read));
    } else if (!own.mayWrite()) {
      own.fencedOut();
    } else if (rules.asksAgainForAReplacement() && !rules.mayPrepare(isPrepared(), isReplaced())) {
      endReplaced();
    } else if (sealing() == Sealing.READ) {
      ready(contents.of(run).sealed(), contents);
    } else {
      ready(read, rules.sealsWithThePreparation() ? contents.sealed(run, read) : contents);
    }
  }

  private void ready(int content, ModelContents sealed) {
    ModelContents prepared = sealed.prepared(run);
    boolean seals = !prepared.of(run).equals(contents.of(run)) && sealed != contents;
    steps.write(
        () -> name() + (seals ? " seals " : " is ready to send ") + version(content),
        index,
        goOn(content, prepared));
  }

  private void endReplaced() {
    steps.write(
        () -> name() + " finds its load replaced and ends the run",
        index,
        state.attempt(index, attempt.stopping(false)).endedEarly(run, row.ended(RunStatus.FAILED)));
  }

  private void announce() {
    own.handBack();
    if (attempt.standing(rules) != Standing.OWNER) {
      own.stop();
    }
    if (!own.mayWrite()) {
      own.fencedOut();
      return;
    }
    int content = attempt.delivery().version();
    if (!rules.sealsWithThePreparation() && contents.of(run).sealed() != content) {
      steps.write(
          () -> name() + " seals " + version(content) + " at last",
          index,
          state.contents(contents.sealed(run, content)));
    }
    int dealer = attempt.delivery().dealer();
    steps.announce(
        () -> name() + " announces " + load() + " to " + dealer(dealer),
        index,
        contents.loadOf(run),
        to(At.SEND, attempt.delivery(), contents.announced(run, dealer)));
  }

  private void send() {
    withdraw();
    Delivery delivery = attempt.delivery();
    ModelContents sent = contents.sent(run, delivery.version());
    String gets = " gets " + version(delivery.version()) + " of " + load();
    steps.progress(
        () -> dealer(delivery.dealer()) + gets + " and confirms it", to(At.RECORD, delivery, sent));
    steps.fault(
        ModelFault.DEALER_FAILED,
        () -> dealer(delivery.dealer()) + gets + " and answers that it failed",
        () -> to(At.RECORD_FAILURE, delivery, sent));
  }

  /** A node that stops takes back what it has announced and not begun to send. */
  private void withdraw() {
    int dealer = attempt.delivery().dealer();
    if (own.mayWrite()) {
      steps.fault(
          ModelFault.HANDED_BACK,
          () -> name() + " takes back what it announced to " + dealer(dealer) + ", and its run",
          () ->
              state
                  .attempt(index, attempt.stopping(true))
                  .contents(contents.withdrawn(run, dealer)));
    }
  }

  private void record(boolean confirmed) {
    if (!rules.withdrawsOnlyWhatHasNotLeft()) {
      withdraw();
    }
    if (!own.mayWrite()) {
      own.fencedOut();
      return;
    }
    Delivery delivery = attempt.delivery();
    steps.write(
        () -> name() + " records the answer of " + dealer(delivery.dealer()),
        index,
        goOn(
            delivery.version(),
            contents.settled(run, delivery.dealer(), confirmed, rules.resultsAreTheRuns())));
  }

  private ModelState goOn(int content, ModelContents next) {
    OptionalInt open = next.open(run);
    return open.isPresent()
        ? to(At.ANNOUNCE, new Delivery(content, open.getAsInt()), next)
        : to(At.FINISH, Delivery.NONE, next);
  }

  private Sealing sealing() {
    ModelContents.Load load = contents.of(run);
    return rules.sealing(isPrepared(), load.isSealed(), load.announced());
  }

  private boolean isPrepared() {
    return contents.runs().get(run).prepared();
  }

  private boolean isReplaced() {
    return rules.isReplaced(
        contents.of(run).current(), contents.loadOf(run), contents.newestSent());
  }

  private ModelState to(At next, Delivery delivery, ModelContents reached) {
    return state.attempt(index, attempt.to(next).delivery(delivery)).contents(reached);
  }

  private String name() {
    return ModelTold.attempt(attempt);
  }

  private String load() {
    return ModelTold.load(contents.loadOf(run));
  }

  private static String version(int version) {
    return "version " + (version + 1);
  }

  private static String dealer(int dealer) {
    return "dealer " + (dealer + 1);
  }
}
