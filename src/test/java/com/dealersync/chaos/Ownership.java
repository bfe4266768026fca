package com.dealersync.chaos;

import com.dealersync.chaos.History.Change;
import com.dealersync.chaos.History.Run;
import com.dealersync.chaos.History.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows who owned which run when, and finds the writes of those who did not: each transaction
 * must come from the node whose attempt claimed the run last, unless it ends the run or claims it.
 */
final class Ownership {

  private record Owner(long run, String status, int attempt, @Nullable String node) {

    private boolean mayWrite(Change change) {
      return status.equals("RUNNING") && change.node().equals(node);
    }
  }

  private final List<Change> changes;
  private final Map<Long, Owner> byRun = new HashMap<>();
  private final Map<Long, Owner> byLoad = new HashMap<>();
  private final List<String> strangers = new ArrayList<>();

  Ownership(List<Change> changes) {
    this.changes = changes;
  }

  /** What happened, one text for each write that should not have been. */
  List<String> strangers() {
    Map<Long, List<Change>> transactions = new LinkedHashMap<>();
    changes.forEach(
        change ->
            transactions.computeIfAbsent(change.transaction(), t -> new ArrayList<>()).add(change));
    transactions.values().forEach(this::read);
    return strangers;
  }

  private void read(List<Change> transaction) {
    boolean ends =
        transaction.stream().anyMatch(c -> c.table() == Table.RUN && Run.isFinal(c.after()));
    List<Change> ofRuns = transaction.stream().filter(c -> c.table() == Table.RUN).toList();
    if (!ends) {
      transaction.stream().filter(c -> c.table() != Table.RUN).forEach(this::readDealer);
    }
    ofRuns.forEach(this::readRun);
  }

  private void readDealer(Change change) {
    Owner owner = byLoad.get(change.loadId());
    if (change.node().equals("test")) {
      return;
    }
    if (owner == null || !owner.mayWrite(change)) {
      strangers.add("%s, while the run was %s".formatted(change, owner));
    }
  }

  private void readRun(Change change) {
    Owner owner = byRun.get(change.key());
    boolean claims = owner != null && change.attempt() == owner.attempt + 1;
    if (owner != null && Run.isFinal(owner.status)) {
      strangers.add("%s, after its end as %s".formatted(change, owner));
    } else if (owner != null && !claims && change.attempt() != owner.attempt) {
      strangers.add("%s skips attempts after %s".formatted(change, owner));
    } else if (owner != null && !claims && !ends(change) && !owner.mayWrite(change)) {
      strangers.add("%s, while the run was %s".formatted(change, owner));
    } else if (change.after() != null
        && change.after().equals("COMPLETED")
        && (owner == null || !owner.mayWrite(change))) {
      strangers.add("%s completes what was %s".formatted(change, owner));
    }
    String node = claims ? change.node() : owner == null ? null : owner.node;
    Owner next = new Owner(change.key(), String.valueOf(change.after()), change.attempt(), node);
    byRun.put(change.key(), next);
    byLoad.put(change.loadId(), next);
  }

  private static boolean ends(Change change) {
    return Run.isFinal(change.after());
  }
}
