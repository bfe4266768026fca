package com.dealersync.sync;

import com.dealersync.catalog.DealerOutcome;
import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.catalog.Stamp;
import com.dealersync.delivery.DeliveryRecorder;
import com.dealersync.delivery.Settlement;
import com.dealersync.delivery.WebhookGroup;
import com.dealersync.payload.Payload;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records a fan-out behind the run's fence: dealers, confirmations, the run's counters and the
 * load's in one transaction.
 */
final class RunRecorder implements DeliveryRecorder {

  private final Claim claim;
  private final Heartbeat heartbeat;
  private final Fence fence;
  private final DealerSnapshots dealers;
  private final Loads loads;
  private final Payload payload;
  private DealerTally tally;

  RunRecorder(
      Claim claim,
      Heartbeat heartbeat,
      Fence fence,
      DealerSnapshots dealers,
      Loads loads,
      Payload payload,
      DealerTally tally) {
    this.claim = claim;
    this.heartbeat = heartbeat;
    this.fence = fence;
    this.dealers = dealers;
    this.loads = loads;
    this.payload = payload;
    this.tally = tally;
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
  public void sending(List<WebhookGroup> groups) {
    List<SnapshotDealer> batch = groups.stream().flatMap(g -> g.dealers().stream()).toList();
    fence.whileOwned(
        claim,
        (run, now) -> {
          dealers.sending(batch, now.stamp(claim.user()));
          return run;
        });
  }

  @Override
  public void settled(List<Settlement> settlements) {
    List<DealerOutcome> outcomes = settlements.stream().flatMap(RunRecorder::outcomes).toList();
    Progress progress = progress(settlements);
    DealerTally reached = tally.plus(progress.dealersConfirmed(), progress.dealersFailed());
    fence.whileOwned(
        claim,
        (run, now) -> {
          Stamp stamp = now.stamp(claim.user());
          dealers.settle(claim.loadId(), payload.records(), outcomes, stamp);
          loads.findById(claim.loadId()).ifPresent(load -> load.progressed(reached, stamp));
          run.progressed(progress, now);
          return run;
        });
    tally = reached;
  }

  /** One request served the whole group; {@code sending} has counted the first attempt already. */
  private static Stream<DealerOutcome> outcomes(Settlement settlement) {
    int retries = settlement.attempts() - 1;
    return settlement.group().dealers().stream()
        .map(
            dealer ->
                switch (settlement) {
                  case Settlement.Confirmed c ->
                      new DealerOutcome.Confirmed(dealer, retries, c.httpStatus(), c.token());
                  case Settlement.Failed f ->
                      new DealerOutcome.Failed(dealer, retries, f.httpStatus(), f.reason());
                });
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
