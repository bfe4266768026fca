package com.dealersync.sync;

import com.dealersync.lock.LockProtocol.Outcome;
import com.dealersync.lock.LockToken;
import com.dealersync.sync.ModelRequest.At;
import com.dealersync.sync.ModelRow.Job;
import com.dealersync.sync.RunProtocol.Checking;
import java.time.Duration;
import java.util.Optional;

/** What a POST does next: {@link SyncStarter}, {@link RunRegistry} and {@link HandOver}. */
final class ModelRequestSteps {

  private static final int MOST_ENDED_HOLDERS = 3;

  private final ModelRules rules;
  private final boolean sameLoad;
  private final ModelSteps steps;
  private final ModelState state;
  private final int post;
  private final ModelRequest request;
  private final LockToken token;
  private final String name;

  ModelRequestSteps(ModelRules rules, boolean sameLoad, ModelSteps steps, int post) {
    this.rules = rules;
    this.sameLoad = sameLoad;
    this.steps = steps;
    this.state = steps.state();
    this.post = post;
    this.request = state.requests().get(post);
    this.token = ModelKey.token(post, 0);
    this.name = ModelTold.post(post);
  }

  void add() {
    switch (request.at()) {
      case NOT_SENT -> arrive();
      case ASK_WHO_HOLDS -> askWhoHolds();
      case ACQUIRE -> acquire();
      case JUDGE_HOLDER -> judgeHolder();
      case REPLACE_HOLDER -> replaceHolder();
      case REGISTER -> register();
      case INSERT -> insert();
      case WHO_WAS_FASTER -> whoWasFaster();
      case ENQUEUE -> enqueue();
      case ABANDON -> abandon();
      case LET_GO -> letGo();
      case OVER -> {}
    }
  }

  private void arrive() {
    Optional<ModelRow> active = state.activeRun().map(state.rows()::get);
    ModelRequest sent = request.sent(active.isEmpty());
    Checking checking = checking();
    if (checking != Checking.PASSED) {
      boolean replaced = checking == Checking.REPLACED;
      steps.arrival(
          () -> name + " finds its load " + (replaced ? "replaced" : "synchronised") + ": refused",
          to(sent.to(At.OVER)));
      return;
    }
    if (active.isEmpty()) {
      steps.arrival(() -> name + " arrives and finds no active run", to(sent.to(At.ACQUIRE)));
    } else if (!sameLoad) {
      steps.arrival(
          () -> name + " arrives and finds a run of another load", to(sent.to(At.ACQUIRE)));
    } else if (active.get().state().isAlive(ModelRules.TTL)) {
      steps.arrival(
          () -> name + " arrives and finds its load's run alive: refused", to(sent.to(At.OVER)));
    } else {
      steps.arrival(
          () -> name + " arrives and finds its load's run silent", to(sent.to(At.ASK_WHO_HOLDS)));
    }
  }

  /** One that is outside of the scope is for a load that is like new. */
  private Checking checking() {
    ModelContents contents = state.contents();
    if (post >= contents.runs().size()) {
      return Checking.PASSED;
    }
    ModelContents.Load load = contents.of(post);
    return rules.checking(
        load.synchronised(),
        rules.isReplaced(load.current(), contents.loadOf(post), contents.newestSent()));
  }

  private void askWhoHolds() {
    String holder = state.key().holder();
    if (holder != null && state.activeRun().equals(Optional.of(ModelKey.run(holder)))) {
      steps.refuse(() -> name + " finds that the silent run has its key", post, to(At.OVER));
    } else {
      steps.progress(() -> name + " finds that the silent run has no key", to(At.ACQUIRE));
    }
  }

  private void acquire() {
    String holder = state.key().holder();
    Outcome<Boolean> outcome = rules.acquire(holder, token);
    if (outcome.answer()) {
      ModelKey taken = ModelKey.of(outcome.holder());
      At next = request.foundNoRun() ? At.INSERT : At.REGISTER;
      steps.command(() -> name + " takes the lock", token, to(next).key(taken));
      steps.fault(
          ModelFault.REDIS_SILENT,
          () -> name + " takes the lock, but the answer is lost",
          () -> to(At.LET_GO).key(taken));
      steps.late(token, () -> name + " gives the lock up, which Redis has yet to set", to(At.OVER));
    } else if (holder != null && request.foundNoRun()) {
      steps.progress(
          () -> name + " finds the lock held by " + ModelTold.holder(holder),
          to(request.saw(holder, 0)));
    } else {
      steps.refuse(() -> name + " finds the lock held: busy", post, to(At.OVER));
    }
  }

  private void judgeHolder() {
    String seen = request.seenHolder();
    Optional<RunStatus> run = Optional.ofNullable(state.rows().get(ModelKey.run(seen)).status());
    int attempt = run.isPresent() ? state.rows().get(ModelKey.run(seen)).newest() : 0;
    String newest = ModelKey.token(ModelKey.run(seen), attempt).value();
    Duration age = seen.equals(state.key().holder()) ? state.key().age().duration() : Duration.ZERO;
    if (rules.leftBehind(run, ModelKey.attempt(seen), age)) {
      steps.progress(
          () ->
              name
                  + (run.isPresent()
                      ? " finds that the holder's run has ended"
                      : " finds that the holder died before it made a run"),
          to(request.judged(newest)));
    } else {
      steps.refuse(() -> name + " finds that the holder may live: busy", post, to(At.OVER));
    }
  }

  private void replaceHolder() {
    Outcome<Boolean> outcome =
        rules.replace(
            state.key().holder(), LockToken.parse(request.seenHolder()).orElseThrow(), token);
    if (outcome.answer()) {
      steps.command(
          () -> name + " takes the lock that was left behind",
          token,
          to(At.INSERT).key(ModelKey.of(outcome.holder())));
    } else {
      String other = String.valueOf(outcome.holder());
      int tried = request.replaced() + 1;
      if (tried < MOST_ENDED_HOLDERS) {
        steps.progress(
            () -> name + " finds the lock held by " + ModelTold.holder(other) + " by now",
            to(request.saw(other, tried)));
      } else {
        steps.refuse(() -> name + " finds yet another holder: busy", post, to(At.OVER));
      }
    }
  }

  private void register() {
    Optional<Integer> active = state.activeRun();
    switch (rules.registering(active.map(run -> state.rows().get(run).state()))) {
      case OCCUPIED ->
          steps.progress(() -> name + " is refused by the database: busy", to(At.LET_GO));
      case REPLACE -> {
        int run = active.orElseThrow();
        steps.progress(
            () -> name + " closes " + ModelTold.run(run) + " as dead and inserts its row",
            inserted(state.endedEarly(run, state.rows().get(run).buried())));
      }
      case INSERT -> steps.progress(() -> name + " finds no active row", to(At.INSERT));
    }
  }

  private void insert() {
    if (state.activeRun().isPresent() && rules.refusesASecondActiveRow()) {
      steps.progress(() -> name + " is refused by the unique rule", to(At.WHO_WAS_FASTER));
    } else {
      steps.progress(() -> name + " inserts its row", inserted(state));
    }
  }

  private void whoWasFaster() {
    if (state.activeRun().isPresent()) {
      steps.progress(() -> name + " finds the run that was faster: busy", to(At.LET_GO));
    } else {
      steps.progress(() -> name + " tries again: who was faster has ended", to(At.REGISTER));
    }
  }

  private void enqueue() {
    ModelRow row = state.rows().get(post);
    ModelRow queued = row.job() == Job.NONE ? row.job(Job.QUEUED, -1) : row;
    steps.progress(() -> name + " enqueues its job and is accepted", to(At.OVER).row(post, queued));
    steps.fault(ModelFault.JOB_LOST, () -> name + " cannot enqueue its job", () -> to(At.ABANDON));
    steps.fault(
        ModelFault.JOB_LOST,
        () -> name + " enqueues its job, but the answer is lost",
        () -> to(At.ABANDON).row(post, queued));
  }

  private void abandon() {
    ModelRow row = state.rows().get(post);
    if (rules.mayAbandon(row.present())) {
      steps.progress(() -> name + " closes its run", to(At.LET_GO).endedEarly(post, row.buried()));
    } else {
      steps.progress(() -> name + " leaves its run to its job", to(At.LET_GO));
    }
  }

  private void letGo() {
    String before = state.key().holder();
    boolean released = before != null && rules.release(before, token) == null;
    ModelState answered = to(At.OVER);
    steps.command(
        () -> name + (released ? " releases the lock" : " has no lock to release"),
        token,
        released ? answered.key(ModelKey.FREE) : answered);
  }

  private ModelState inserted(ModelState before) {
    return before.row(post, ModelRow.accepted()).request(post, request.to(At.ENQUEUE));
  }

  private ModelState to(At next) {
    return to(request.to(next));
  }

  private ModelState to(ModelRequest next) {
    return state.request(post, next);
  }
}
