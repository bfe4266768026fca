package com.dealersync.sync;

import com.dealersync.sync.ModelStep.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether every run still comes to its end, from wherever the faults have brought things, once
 * nothing fails any more. A heartbeat may beat again and again on the way there.
 */
final class ModelEndings {

  private final Model model;
  private final List<ModelState> states = new ArrayList<>();
  private final List<List<Integer>> before = new ArrayList<>();
  private final Map<ModelState, Integer> indexes = new HashMap<>();
  private final Deque<Integer> endings = new ArrayDeque<>();

  private ModelEndings(Model model) {
    this.model = model;
  }

  /** The states from which no way without a fault leads to one where every run has ended. */
  static List<ModelState> outOfReach(Model model) {
    ModelEndings endings = new ModelEndings(model);
    endings.findWays();
    return endings.outOfReach();
  }

  private void findWays() {
    index(ModelState.beginning(model.scope()));
    for (int at = 0; at < states.size(); at++) {
      ModelState state = states.get(at);
      boolean goesOn = false;
      for (ModelStep step : model.from(state).all()) {
        int next = index(step.next());
        if (step.kind() == Kind.PROGRESS || step.kind() == Kind.TIME) {
          before.get(next).add(at);
          goesOn = true;
        }
      }
      if (!goesOn && state.activeRun().isEmpty()) {
        endings.add(at);
      }
    }
  }

  private int index(ModelState state) {
    return indexes.computeIfAbsent(
        state,
        found -> {
          states.add(found);
          before.add(new ArrayList<>(2));
          return states.size() - 1;
        });
  }

  private List<ModelState> outOfReach() {
    BitSet leadThere = new BitSet();
    endings.forEach(leadThere::set);
    while (!endings.isEmpty()) {
      for (int earlier : before.get(endings.remove())) {
        if (!leadThere.get(earlier)) {
          leadThere.set(earlier);
          endings.add(earlier);
        }
      }
    }
    return states.stream().filter(state -> !leadThere.get(indexes.get(state))).toList();
  }
}
