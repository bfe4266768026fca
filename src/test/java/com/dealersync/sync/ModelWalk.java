package com.dealersync.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Goes through every state that can be reached, those of the fewest steps first. */
final class ModelWalk {

  private final Model model;
  private final Set<ModelGuarantee> guarantees;
  private final Consumer<ModelStep> witness;
  private final List<ModelState> states = new ArrayList<>();
  private final Set<ModelState> seen = new HashSet<>();
  private int[] cameFrom = new int[1024];
  private int steps;

  private ModelWalk(Model model, Set<ModelGuarantee> guarantees, Consumer<ModelStep> witness) {
    this.model = model;
    this.guarantees = guarantees;
    this.witness = witness;
  }

  /**
   * @param states how many different ones were reached
   * @param story how a guarantee is broken, in the fewest steps; empty if none is
   */
  record Result(int states, int steps, Optional<String> story) {}

  static Result through(Model model, Set<ModelGuarantee> guarantees) {
    return new ModelWalk(model, guarantees, step -> {}).walk();
  }

  /**
   * @param witness is shown every step
   */
  static Result through(Model model, Consumer<ModelStep> witness) {
    return new ModelWalk(model, Set.of(), witness).walk();
  }

  private Result walk() {
    reach(ModelState.beginning(model.scope()), 0);
    Optional<String> story = Optional.empty();
    for (int at = 0; at < states.size() && story.isEmpty(); at++) {
      story = goOnFrom(at);
    }
    return new Result(states.size(), steps, story);
  }

  private Optional<String> goOnFrom(int at) {
    ModelState state = states.get(at);
    ModelSteps next = model.from(state);
    for (ModelGuarantee guarantee : guarantees) {
      Optional<String> broken = guarantee.brokenIn(state, next.isQuiet(), model);
      if (broken.isPresent()) {
        return Optional.of(story(wayTo(at), guarantee, broken.get()));
      }
    }
    for (ModelStep step : next.all()) {
      steps++;
      witness.accept(step);
      for (ModelGuarantee guarantee : guarantees) {
        Optional<String> broken = guarantee.brokenBy(step, state);
        if (broken.isPresent()) {
          List<String> way = wayTo(at);
          way.add(step.told().get());
          return Optional.of(story(way, guarantee, broken.get()));
        }
      }
      reach(step.next(), at);
    }
    return Optional.empty();
  }

  private void reach(ModelState state, int from) {
    if (seen.add(state)) {
      if (states.size() == cameFrom.length) {
        cameFrom = Arrays.copyOf(cameFrom, 2 * cameFrom.length);
      }
      cameFrom[states.size()] = from;
      states.add(state);
    }
  }

  private List<String> wayTo(int last) {
    List<String> way = new ArrayList<>();
    for (int at = last; at != 0; at = cameFrom[at]) {
      ModelState reached = states.get(at);
      way.addFirst(
          model.from(states.get(cameFrom[at])).all().stream()
              .filter(step -> step.next().equals(reached))
              .findFirst()
              .orElseThrow()
              .told()
              .get());
    }
    return way;
  }

  private static String story(List<String> way, ModelGuarantee guarantee, String broken) {
    StringBuilder story = new StringBuilder();
    for (int i = 0; i < way.size(); i++) {
      story.append("%3d. %s%n".formatted(i + 1, way.get(i)));
    }
    return story.append("%s is broken: %s%n".formatted(guarantee, broken)).toString();
  }
}
