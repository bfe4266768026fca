package com.dealersync.sync;

import com.dealersync.catalog.DealerTally;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.notices.Notice;
import com.dealersync.notices.NoticeEvent;
import com.dealersync.notices.Notices;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * What people are told of runs. How a run ended is told in the transaction that ends it, which has
 * locked its row, so each end is told once.
 */
@Component
class RunNotices {

  private static final Logger log = LoggerFactory.getLogger(RunNotices.class);

  private final Notices notices;
  private final LoadProgress progress;

  RunNotices(Notices notices, LoadProgress progress) {
    this.notices = notices;
    this.progress = progress;
  }

  /** Takes part in the caller's transaction. */
  void completed(SyncRun run, DealerTally tally, DatabaseTime now) {
    Long load = run.loadId();
    if (load == null || !notices.isAnybodyTold()) {
      return;
    }
    if (tally.isComplete()) {
      tell(
          NoticeEvent.CARGA_SINCRONIZADA,
          load,
          run,
          now,
          "La carga %s de %s quedó sincronizada: sus %d dealers la confirmaron."
              .formatted(run.idCarga(), run.processType(), tally.total()),
          tally);
    } else if (run.planned() == null) {
      tell(
          NoticeEvent.CARGA_PARCIAL,
          run.id(),
          run,
          now,
          "La carga %s de %s quedó incompleta: la confirmaron %d de sus %d dealers. Vea en la ejecución qué falló en los demás e iníciela otra vez."
              .formatted(run.idCarga(), run.processType(), tally.confirmed(), tally.total()),
          tally);
    }
  }

  /** Takes part in the caller's transaction. */
  void failed(SyncRun run, String reason, DatabaseTime now) {
    if (notices.isAnybodyTold()) {
      Long load = run.loadId();
      tell(
          NoticeEvent.EJECUCION_FALLIDA,
          run.id(),
          run,
          now,
          "La ejecución %d de la carga %s de %s falló: %s"
              .formatted(run.id(), run.idCarga(), run.processType(), reason),
          load == null ? null : progress.tally(load));
    }
  }

  /** Call it as often as the run is seen; it is told once. */
  void takesLong(SyncRun run, Duration age, DatabaseTime now) {
    if (!notices.isAnybodyTold()) {
      return;
    }
    try {
      notices.tellFirst(
          notice(
              NoticeEvent.EJECUCION_LARGA,
              run.id(),
              run,
              now,
              "La ejecución %d de la carga %s de %s lleva más de %d minutos. Vea en la consola qué espera."
                  .formatted(run.id(), run.idCarga(), run.processType(), age.toMinutes()),
              null));
    } catch (DataIntegrityViolationException anotherNodeWasFaster) {
      log.debug("Another node has told that run {} takes long", run.id(), anotherNodeWasFaster);
    }
  }

  private void tell(
      NoticeEvent event,
      long about,
      SyncRun run,
      DatabaseTime now,
      String message,
      @Nullable DealerTally tally) {
    notices.tell(notice(event, about, run, now, message, tally));
  }

  private static Notice notice(
      NoticeEvent event,
      long about,
      SyncRun run,
      DatabaseTime now,
      String message,
      @Nullable DealerTally tally) {
    return new Notice(
        event,
        about,
        run.processType(),
        run.idCarga(),
        run.loadId(),
        run.id(),
        now.local(),
        message,
        tally == null
            ? null
            : new Notice.Dealers(tally.total(), tally.confirmed(), tally.failed()));
  }
}
