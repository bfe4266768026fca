package com.dealersync.sync;

import com.dealersync.catalog.DealerOutcome;
import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.catalog.RunRecipients;
import com.dealersync.catalog.RunResults;
import com.dealersync.catalog.SentLoads;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.catalog.Stamp;
import com.dealersync.database.Fault;
import com.dealersync.delivery.Attempt;
import com.dealersync.delivery.DeliveryRecorder;
import com.dealersync.delivery.Settlement;
import com.dealersync.delivery.Standing;
import com.dealersync.delivery.WebhookGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records the results of a fan-out. One fenced transaction writes dealers, confirmations and the
 * counters of the run and of the load. It is repeated while the database fails for a reason that
 * may pass.
 */
final class RunRecorder implements DeliveryRecorder {

  private static final String UNCHANGED =
      "Confirmó sin token: a una repetición respondió que ya lo tenía (acknowledge-unchanged).";

  private final Claim claim;
  private final Heartbeat heartbeat;
  private final Fence fence;
  private final DealerSnapshots dealers;
  private final LoadProgress loadProgress;
  private final RunResults results;
  private final RunRecipients recipients;
  private final ForeignConfirmations confirmations;
  private final AttemptTrail trail;
  private final SentLoads sentLoads;
  private final Preparation.Work work;
  private final RunMetrics metrics;
  private final ActivityReport report;
  private final Insistence insistence;
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private DealerTally tally;
  private boolean noted;

  RunRecorder(
      Claim claim,
      Heartbeat heartbeat,
      Fence fence,
      DealerSnapshots dealers,
      LoadProgress loadProgress,
      RunResults results,
      RunRecipients recipients,
      ForeignConfirmations confirmations,
      AttemptTrail trail,
      SentLoads sentLoads,
      Preparation.Work work,
      RunMetrics metrics,
      ActivityReport report) {
    this.claim = claim;
    this.heartbeat = heartbeat;
    this.fence = fence;
    this.dealers = dealers;
    this.loadProgress = loadProgress;
    this.results = results;
    this.recipients = recipients;
    this.confirmations = confirmations;
    this.trail = trail;
    this.sentLoads = sentLoads;
    this.work = work;
    this.tally = work.tally();
    this.metrics = metrics;
    this.report = report;
    insistence = new Insistence(heartbeat);
  }

  @Override
  public boolean mayContinue() {
    return heartbeat.mayContinue();
  }

  @Override
  public boolean maySend() {
    return heartbeat.maySend();
  }

  @Override
  public void attempted(Attempt attempt) {
    attempts.add(attempt);
  }

  @Override
  public void stands(Standing standing) {
    report.stands(standing);
  }

  @Override
  public void read(Runnable reading) {
    insistence.on(reading);
  }

  /** A repeat after a commit whose answer was lost finds nothing, and the groups are read again. */
  @Override
  public boolean confirmedElsewhere() {
    AtomicReference<ForeignConfirmations.@Nullable Found> found = new AtomicReference<>();
    AtomicInteger tries = new AtomicInteger();
    insistence.on(
        () -> {
          tries.incrementAndGet();
          found.set(fence.whileOwned(claim, confirmations::adopt));
        });
    ForeignConfirmations.Found those = found.get();
    int open = those == null ? 0 : those.open();
    tally = tally.plus(open, 0);
    return open > 0 || tries.get() > 1;
  }

  @Override
  public void record(List<WebhookGroup> sending, List<Settlement> settled) {
    try {
      commit(sending, settled);
    } catch (RuntimeException e) {
      if (Fault.of(e) == Fault.PERMANENT && sending.size() + settled.size() > 1) {
        commitEach(settled, e);
      }
      throw e;
    }
  }

  /**
   * Commits each answer by itself, so that one that the database refuses does not cost the others.
   */
  private void commitEach(List<Settlement> settled, RuntimeException whyNotTogether) {
    for (Settlement settlement : settled) {
      try {
        commit(List.of(), List.of(settlement));
      } catch (RuntimeException e) {
        whyNotTogether.addSuppressed(e);
      }
    }
  }

  private void commit(List<WebhookGroup> sending, List<Settlement> settled) {
    List<SnapshotDealer> announced = sending.stream().flatMap(g -> g.dealers().stream()).toList();
    List<DealerOutcome> outcomes = settled.stream().flatMap(RunRecorder::outcomes).toList();
    List<Attempt> made = takeAttempts();
    Progress progress = progress(settled);
    DealerTally reached = tally.plus(progress.dealersConfirmed(), progress.dealersFailed());
    AtomicReference<@Nullable Progress> before = new AtomicReference<>();
    insistence.on(
        () ->
            fence.whileOwned(
                claim,
                (run, now) -> {
                  if (isThere(run, before)) {
                    return run;
                  }
                  Stamp stamp = now.stamp(claim.user());
                  if (!noted && !announced.isEmpty()) {
                    sentLoads.note(work.load());
                  }
                  trail.add(claim.runId(), made, stamp);
                  dealers.sending(announced, stamp);
                  if (work.resend()) {
                    recipients.sending(claim.runId(), announced, true);
                  }
                  if (!settled.isEmpty()) {
                    dealers.settle(claim.loadId(), work.payload().records(), outcomes, stamp);
                    results.add(claim.runId(), outcomes, stamp);
                    if (!work.resend()) {
                      loadProgress.progressed(claim.loadId(), reached, stamp);
                    }
                    run.progressed(progress, now);
                  }
                  return run;
                }));
    noted |= !announced.isEmpty();
    tally = reached;
    metrics.delivered(claim, progress);
    report.settled(settled.size());
  }

  @Override
  public void withdraw(List<WebhookGroup> unsent) {
    if (heartbeat.isOwner()) {
      List<SnapshotDealer> announced = unsent.stream().flatMap(g -> g.dealers().stream()).toList();
      insistence.on(
          () ->
              fence.whileOwned(
                  claim,
                  (run, now) -> {
                    dealers.withdraw(announced, now.stamp(claim.user()));
                    if (work.resend()) {
                      recipients.sending(claim.runId(), announced, false);
                    }
                    return run;
                  }));
    }
  }

  /** Takes the attempts that are there when this begins. The next commit takes the others. */
  private List<Attempt> takeAttempts() {
    List<Attempt> taken = new ArrayList<>();
    for (int left = attempts.size(); left > 0; left--) {
      taken.add(attempts.remove());
    }
    return taken;
  }

  /**
   * Whether an earlier try was committed although its answer was lost. The counters tell, because
   * nobody else changes them while the attempt owns the run.
   */
  private static boolean isThere(SyncRun run, AtomicReference<@Nullable Progress> before) {
    Progress counted = run.counts().counted();
    return !before.compareAndSet(null, counted) && !counted.equals(before.get());
  }

  /** One request served the whole group. Its first attempt was counted when it was announced. */
  private static Stream<DealerOutcome> outcomes(Settlement settlement) {
    int retries = settlement.attempts() - 1;
    return settlement.group().dealers().stream()
        .map(
            dealer ->
                switch (settlement) {
                  case Settlement.Confirmed c ->
                      new DealerOutcome.Confirmed(
                          dealer, retries, c.httpStatus(), c.lasted(), c.token(), note(c));
                  case Settlement.Failed f ->
                      new DealerOutcome.Failed(
                          dealer,
                          retries,
                          f.httpStatus(),
                          f.lasted(),
                          f.reason(),
                          f.mayPass(),
                          f.mayHaveArrived());
                });
  }

  private static @Nullable String note(Settlement.Confirmed confirmed) {
    return confirmed.token() == null ? UNCHANGED : null;
  }

  private static Progress progress(List<Settlement> settlements) {
    int webhooksConfirmed = 0;
    int webhooksFailed = 0;
    int dealersConfirmed = 0;
    int dealersFailed = 0;
    for (Settlement settlement : settlements) {
      int size = settlement.group().dealers().size();
      switch (settlement) {
        case Settlement.Confirmed confirmed -> {
          webhooksConfirmed++;
          dealersConfirmed += size;
        }
        case Settlement.Failed failed -> {
          webhooksFailed++;
          dealersFailed += size;
        }
      }
    }
    return new Progress(webhooksConfirmed, webhooksFailed, dealersConfirmed, dealersFailed);
  }
}
