package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that there is at one moment, for one process type.
 *
 * @param late in whose name a command is on its way that its caller has given up; null if none is
 * @param watchdogs what they have decided and not yet done, in an order of their own
 */
record ModelState(
    ModelKey key,
    @Nullable LockToken late,
    List<ModelRow> rows,
    List<ModelRequest> requests,
    List<ModelAttempt> attempts,
    List<Watchdog> watchdogs,
    ModelContents contents,
    ModelFault.Spent faults) {

  /** What a watchdog is about to do. */
  record Watchdog(int run, RunProtocol.Watching verdict) {}

  static ModelState beginning(ModelScope scope) {
    int posts = scope.posts();
    return new ModelState(
        ModelKey.FREE,
        null,
        List.copyOf(Collections.nCopies(posts, ModelRow.ABSENT)),
        List.copyOf(Collections.nCopies(posts, ModelRequest.NOT_SENT)),
        List.of(),
        List.of(),
        ModelContents.beginning(posts, scope.loads(), scope.dealers()),
        ModelFault.Spent.NONE);
  }

  /** The run that the unique index knows, or the first of several if there is none. */
  Optional<Integer> activeRun() {
    for (int run = 0; run < rows.size(); run++) {
      if (rows.get(run).isActive()) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  ModelState key(ModelKey next) {
    return new ModelState(next, late, rows, requests, attempts, watchdogs, contents, faults);
  }

  ModelState row(int run, ModelRow next) {
    return new ModelState(
        key, late, with(rows, run, next), requests, attempts, watchdogs, contents, faults);
  }

  ModelState request(int post, ModelRequest next) {
    return new ModelState(
        key, late, rows, with(requests, post, next), attempts, watchdogs, contents, faults);
  }

  ModelState attempt(int attempt, ModelAttempt next) {
    return new ModelState(
        key, late, rows, requests, with(attempts, attempt, next), watchdogs, contents, faults);
  }

  ModelState late(@Nullable LockToken next) {
    return new ModelState(key, next, rows, requests, attempts, watchdogs, contents, faults);
  }

  /** One more of them, which are alike. */
  ModelState decided(Watchdog next) {
    List<Watchdog> all = new ArrayList<>(watchdogs);
    all.add(next);
    all.sort(Comparator.comparing(Watchdog::run).thenComparing(Watchdog::verdict));
    return watchdogs(List.copyOf(all));
  }

  ModelState done(Watchdog decision) {
    List<Watchdog> others = new ArrayList<>(watchdogs);
    others.remove(decision);
    return watchdogs(List.copyOf(others));
  }

  private ModelState watchdogs(List<Watchdog> next) {
    return new ModelState(key, late, rows, requests, attempts, next, contents, faults);
  }

  ModelState contents(ModelContents next) {
    return new ModelState(key, late, rows, requests, attempts, watchdogs, next, faults);
  }

  /** The run ends before each of its dealers has a result. */
  ModelState endedEarly(int run, ModelRow end) {
    return row(run, end).contents(contents.closed(run));
  }

  ModelState and(ModelFault fault) {
    return new ModelState(
        key, late, rows, requests, attempts, watchdogs, contents, faults.and(fault));
  }

  /** The place of the next attempt to start. */
  int freeAttempt() {
    int over = attempts.indexOf(ModelAttempt.OVER);
    return over < 0 ? attempts.size() : over;
  }

  /** The attempt is no more: it owns nothing, and its job, if it still has it, is an orphan. */
  ModelState gone(int attempt) {
    int run = attempts.get(attempt).run();
    ModelState without = row(run, rows.get(run).without(attempt));
    return attempt == attempts.size() - 1
        ? without.attempts(List.copyOf(attempts.subList(0, attempt)))
        : without.attempt(attempt, ModelAttempt.OVER);
  }

  private ModelState attempts(List<ModelAttempt> next) {
    return new ModelState(key, late, rows, requests, next, watchdogs, contents, faults);
  }

  ModelState cleaned() {
    ModelState cleaned = key(ModelKey.FREE);
    for (int run = 0; run < rows.size(); run++) {
      if (rows.get(run).isActive()) {
        cleaned = cleaned.endedEarly(run, rows.get(run).ended(RunStatus.FAILED));
      }
    }
    return cleaned;
  }

  ModelState later() {
    return new ModelState(
        key.later(),
        late,
        rows.stream().map(ModelRow::later).toList(),
        requests,
        attempts.stream().map(ModelAttempt::later).toList(),
        watchdogs,
        contents,
        faults);
  }

  /** One more POST that could arrive. */
  ModelState withAnotherPost() {
    return new ModelState(
        key,
        late,
        with(rows, rows.size(), ModelRow.ABSENT),
        with(requests, requests.size(), ModelRequest.NOT_SENT),
        attempts,
        watchdogs,
        contents,
        faults);
  }

  /** Notes for each POST on its way whether there is a reason now to refuse it. */
  ModelState excusing() {
    boolean active = activeRun().isPresent();
    long onTheirWay = requests.stream().filter(ModelRequest::isOnItsWay).count();
    String holder = key.holder();
    int unknown =
        holder != null && rows.get(ModelKey.run(holder)).status() == null
            ? ModelKey.run(holder)
            : -1;
    ModelState excusing = this;
    for (int post = 0; post < requests.size(); post++) {
      boolean reason = active || onTheirWay > 1 || (unknown >= 0 && unknown != post);
      ModelRequest request = requests.get(post);
      if (request.excused(reason) != request) {
        excusing = excusing.request(post, request.excused(reason));
      }
    }
    return excusing;
  }

  private static <T> List<T> with(List<T> list, int index, T item) {
    List<T> copy = new ArrayList<>(list);
    if (index == copy.size()) {
      copy.add(item);
    } else {
      copy.set(index, item);
    }
    return List.copyOf(copy);
  }
}
