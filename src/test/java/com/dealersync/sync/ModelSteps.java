package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.dealersync.sync.ModelStep.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What may happen next in a state, as far as the scope allows for faults. */
final class ModelSteps {

  private final ModelState state;
  private final ModelScope scope;
  private final List<ModelStep> steps = new ArrayList<>();

  ModelSteps(ModelState state, ModelScope scope) {
    this.state = state;
    this.scope = scope;
  }

  ModelState state() {
    return state;
  }

  ModelScope scope() {
    return scope;
  }

  List<ModelStep> all() {
    return steps;
  }

  boolean isQuiet() {
    return steps.stream().noneMatch(step -> step.kind() == Kind.PROGRESS);
  }

  void add(ModelStep step) {
    steps.add(step.to(step.next().excusing()));
  }

  /** The service or its job server goes on. */
  void progress(Supplier<String> told, ModelState next) {
    add(new ModelStep(Kind.PROGRESS, told, next, null, -1, -1, -1));
  }

  /** A command in the name of that token. */
  void command(Supplier<String> told, LockToken token, ModelState next) {
    add(new ModelStep(Kind.PROGRESS, told, next, token, -1, -1, -1));
  }

  /** An attempt commits. */
  void write(Supplier<String> told, int attempt, ModelState next) {
    add(new ModelStep(Kind.PROGRESS, told, next, null, attempt, -1, -1));
  }

  /** An attempt commits that it is about to send that load to a dealer. */
  void announce(Supplier<String> told, int attempt, int load, ModelState next) {
    add(new ModelStep(Kind.PROGRESS, told, next, null, attempt, load, -1));
  }

  /** A POST is turned away. */
  void refuse(Supplier<String> told, int post, ModelState next) {
    add(new ModelStep(Kind.PROGRESS, told, next, null, -1, -1, post));
  }

  void arrival(Supplier<String> told, ModelState next) {
    add(new ModelStep(Kind.ARRIVAL, told, next, null, -1, -1, -1));
  }

  void time(Supplier<String> told, ModelState next) {
    add(new ModelStep(Kind.TIME, told, next, null, -1, -1, -1));
  }

  /** A command stays on its way while its caller goes on without it. */
  void late(LockToken token, Supplier<String> told, ModelState next) {
    if (state.late() == null) {
      fault(ModelFault.REDIS_LATE, told, () -> next.late(token));
    }
  }

  void fault(ModelFault fault, Supplier<String> told, Supplier<ModelState> next) {
    if (scope.allows(fault, state.faults())) {
      add(new ModelStep(Kind.FAULT, told, next.get().and(fault), null, -1, -1, -1));
    }
  }
}
