package com.dealersync.sync;

/**
 * The protocol in small: what may happen in a state, by which rules and within which scope.
 *
 * <p>POSTs, attempts with their heartbeats, the job server and the watchdogs are step machines that
 * share a key in Redis, the runs' rows and the runs' jobs. A step is what happens at once: one
 * transaction under a row's lock, one Redis command or script, one look at the clock. Between any
 * two steps of one of them any of the others may take theirs, which is also how a pause looks; time
 * passes, a process dies, Redis loses the key or stays silent, the job server errs, as often as the
 * scope allows.
 *
 * <p>Every decision is asked of the {@link ModelRules}, which are the service's own functions.
 */
record Model(ModelRules rules, ModelScope scope) {

  ModelSteps from(ModelState state) {
    ModelSteps steps = new ModelSteps(state, scope);
    // POSTs of one kind are alike, so it does not matter which of them arrives first.
    boolean alike = scope.loads() < 2;
    boolean mayArrive = true;
    for (int post = 0; post < state.requests().size() && mayArrive; post++) {
      new ModelRequestSteps(rules, scope.sameLoad(), steps, post).add();
      mayArrive = !alike || state.requests().get(post).at() != ModelRequest.At.NOT_SENT;
    }
    for (int index = 0; index < state.attempts().size(); index++) {
      new ModelAttemptSteps(rules, steps, index).add();
      new ModelBeatSteps(rules, steps, index).add();
    }
    new ModelJobSteps(rules, steps).add();
    ModelEnvironment.add(rules, steps);
    return steps;
  }

  /** Whether one more POST is accepted if nobody else moves and nothing fails. */
  boolean acceptsAnother(ModelState state) {
    int post = state.requests().size();
    ModelState reached = state.withAnotherPost();
    while (reached.requests().get(post).at() != ModelRequest.At.OVER) {
      ModelSteps steps = new ModelSteps(reached, scope.withoutFaults());
      new ModelRequestSteps(rules, scope.sameLoad(), steps, post).add();
      reached = steps.all().getFirst().next();
    }
    return reached.rows().get(post).isActive();
  }
}
