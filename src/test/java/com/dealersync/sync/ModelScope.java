package com.dealersync.sync;

import java.util.EnumMap;
import java.util.Map;

/**
 * How much is walked.
 *
 * @param posts how many requests arrive, at any time; each accepted one is a run
 * @param sameLoad whether all of them are for one load
 * @param loads how many loads and their contents are looked at; 0 where none are
 * @param dealers how many each of them has
 * @param watchdogs how many are at it at once
 * @param faults how many faults there may be in one story
 * @param most how often each of them may happen in it
 */
record ModelScope(
    int posts,
    boolean sameLoad,
    int loads,
    int dealers,
    int watchdogs,
    int faults,
    Map<ModelFault, Integer> most) {

  /** POSTs of different loads, and so many of these faults; one named twice may happen twice. */
  static ModelScope of(int posts, int faults, ModelFault... kinds) {
    Map<ModelFault, Integer> most = new EnumMap<>(ModelFault.class);
    for (ModelFault kind : kinds) {
      most.merge(kind, 1, Integer::sum);
    }
    return new ModelScope(posts, false, 0, 0, 1, faults, most);
  }

  ModelScope ofOneLoad() {
    return new ModelScope(posts, true, loads, dealers, watchdogs, faults, most);
  }

  /** Looks at what is sent to so many dealers: of one load, or of an older and a newer one. */
  ModelScope withContents(int howManyDealers) {
    return new ModelScope(
        posts, sameLoad, sameLoad ? 1 : 2, howManyDealers, watchdogs, faults, most);
  }

  ModelScope withTwoWatchdogs() {
    return new ModelScope(posts, sameLoad, loads, dealers, 2, faults, most);
  }

  ModelScope withoutFaults() {
    return new ModelScope(posts, sameLoad, loads, dealers, watchdogs, 0, Map.of());
  }

  boolean allows(ModelFault fault, ModelFault.Spent spent) {
    return spent.inAll() < faults && spent.of(fault) < most.getOrDefault(fault, 0);
  }
}
