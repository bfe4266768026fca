package com.dealersync.sync;

import com.dealersync.catalog.DealerOutcome;
import com.dealersync.catalog.DealerOutcome.Confirmed;
import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.RunResults;
import com.dealersync.catalog.Stamp;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Dealers may confirm a load through another application. Their confirmations count: such dealers
 * are not sent to any more. It takes part in the caller's fenced transaction.
 */
@Component
class ForeignConfirmations {

  private static final Logger log = LoggerFactory.getLogger(ForeignConfirmations.class);

  private final DealerSnapshots dealers;
  private final RunResults results;

  ForeignConfirmations(DealerSnapshots dealers, RunResults results) {
    this.dealers = dealers;
    this.results = results;
  }

  /**
   * What was found.
   *
   * @param all dealers that have confirmed elsewhere
   * @param open those of them for which the run had no result yet
   */
  record Found(int all, int open) {
    private static final Found NONE = new Found(0, 0);
  }

  Found adopt(SyncRun run, DatabaseTime now) {
    Long load = run.loadId();
    // A run for some dealers only is for them also if they have confirmed.
    if (load == null || run.isResend()) {
      return Found.NONE;
    }
    List<Confirmed> confirmed = dealers.confirmedElsewhere(load);
    if (confirmed.isEmpty()) {
      return Found.NONE;
    }
    Stamp stamp = now.stamp(run.user());
    dealers.adopt(confirmed, stamp);
    log.info(
        "📬 [BATCH_SYNC] {} dealers confirmaron la carga por otra aplicación", confirmed.size());
    if (!run.counts().arePrepared()) {
      return new Found(confirmed.size(), 0);
    }
    List<DealerOutcome> open =
        confirmed.stream()
            .filter(it -> isOpen(it.dealer().state()))
            .<DealerOutcome>map(it -> it)
            .toList();
    results.add(run.id(), open, stamp);
    run.progressed(new Progress(0, 0, open.size(), 0), now);
    return new Found(confirmed.size(), open.size());
  }

  private static boolean isOpen(DealerState state) {
    return state == DealerState.PENDIENTE || state == DealerState.ENVIADO;
  }
}
