package com.dealersync.sync;

import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.RunResults.Unreached;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run. Counts are null until the run has read its dealers.
 *
 * @param dealersNotSent null if its results were not stored, as in runs from before results were
 *     stored
 */
@Embeddable
record RunCounts(
    @Column(name = "COES_WEBHOOKSTOTALES") @Nullable Integer webhooks,
    @Column(name = "COES_WEBHOOKSPROCESADOS") @Nullable Integer webhooksProcessed,
    @Column(name = "COES_WEBHOOKSFALLIDOS") @Nullable Integer webhooksFailed,
    @Column(name = "COES_WEBHOOKSOMITIDOS") @Nullable Integer webhooksOmitted,
    @Column(name = "COES_DEALERSTOTALES") @Nullable Integer dealers,
    @Column(name = "COES_DEALERSEXITOSOS") @Nullable Integer dealersConfirmed,
    @Column(name = "COES_DEALERSFALLIDOS") @Nullable Integer dealersFailed,
    @Column(name = "COES_DEALERSNOENVIADOS") @Nullable Integer dealersNotSent) {

  /** The counts of a run that has not read its dealers. */
  static final RunCounts UNKNOWN = new RunCounts(null, null, null, null, null, null, null, null);

  static RunCounts prepared(int webhooks, int omitted, int dealers) {
    return new RunCounts(webhooks, 0, 0, omitted, dealers, 0, omitted, 0);
  }

  /** Whether an attempt has already prepared the dealers. */
  boolean arePrepared() {
    return webhooks != null;
  }

  /** Whether the result for each dealer is stored; not if the run began before results were. */
  boolean haveResults() {
    return !arePrepared() || dealersNotSent != null;
  }

  RunCounts and(Progress progress) {
    return new RunCounts(
        webhooks,
        sum(webhooksProcessed, progress.webhooksConfirmed() + progress.webhooksFailed()),
        sum(webhooksFailed, progress.webhooksFailed()),
        webhooksOmitted,
        dealers,
        sum(dealersConfirmed, progress.dealersConfirmed()),
        sum(dealersFailed, progress.dealersFailed()),
        dealersNotSent);
  }

  /** The sum of what {@link #and} has added. */
  Progress counted() {
    int failed = sum(webhooksFailed, 0);
    return new Progress(
        sum(webhooksProcessed, -failed), failed, sum(dealersConfirmed, 0), sum(dealersFailed, 0));
  }

  /**
   * @param open webhooks that are still to be sent to
   * @param omitted dealers that have none any more
   */
  RunCounts replanned(int open, int omitted) {
    return new RunCounts(
        sum(webhooksProcessed, open),
        webhooksProcessed,
        webhooksFailed,
        sum(webhooksOmitted, omitted),
        dealers,
        dealersConfirmed,
        sum(dealersFailed, omitted),
        dealersNotSent);
  }

  /** The counts of a run that ends early. */
  RunCounts closed(Unreached unreached) {
    int unsent = unreached.unsent();
    return new RunCounts(
        webhooks,
        webhooksProcessed,
        webhooksFailed,
        webhooksOmitted,
        arePrepared() ? dealers : Integer.valueOf(unsent),
        arePrepared() ? dealersConfirmed : Integer.valueOf(0),
        arePrepared() ? sum(dealersFailed, unreached.unanswered()) : 0,
        arePrepared() && dealersNotSent == null
            ? null
            : Integer.valueOf(sum(dealersNotSent, unsent)));
  }

  /** What became of the dealers that the run is for. */
  DealerTally tally() {
    return new DealerTally(sum(dealers, 0), sum(dealersConfirmed, 0), sum(dealersFailed, 0));
  }

  RunView.Webhooks ofWebhooks() {
    return new RunView.Webhooks(webhooks, webhooksProcessed, webhooksFailed, webhooksOmitted);
  }

  RunView.Dealers ofDealers() {
    return new RunView.Dealers(dealers, dealersConfirmed, dealersFailed, dealersNotSent);
  }

  private static int sum(@Nullable Integer before, int more) {
    return (before == null ? 0 : before) + more;
  }
}
