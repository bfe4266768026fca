package com.dealersync.sync;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes into a run's row what became of its attempts that failed. */
@Component
class AttemptFailures {

  private static final Logger log = LoggerFactory.getLogger(AttemptFailures.class);

  private final Fence fence;
  private final RunClosing closing;

  AttemptFailures(Fence fence, RunClosing closing) {
    this.fence = fence;
    this.closing = closing;
  }

  /** Another attempt will follow; until it gets further the row says why it has to. */
  void note(AttemptFailedException failure) {
    write(failure, (run, now) -> run.attemptFailed(message(failure), details(failure), now));
  }

  /** No other attempt will follow. If not even this can be written, the watchdog ends the run. */
  void giveUp(AttemptFailedException failure) {
    write(
        failure,
        (run, now) ->
            closing.fail(
                run, message(failure) + "; no quedan más intentos", details(failure), now));
  }

  private interface Write {
    void to(SyncRun run, DatabaseTime now);
  }

  private void write(AttemptFailedException failure, Write write) {
    try {
      fence.whileOwned(
          failure.claim(),
          (run, now) -> {
            write.to(run, now);
            return run;
          });
    } catch (FencedOutException e) {
      log.info("🛑 [BATCH_SYNC] {}; su fallo no se anota", e.getMessage());
    } catch (RuntimeException e) {
      log.warn(
          "⚠️ [BATCH_SYNC] El fallo de la ejecución {} no se pudo anotar",
          failure.claim().runId(),
          e);
    }
  }

  private static String message(AttemptFailedException failure) {
    return String.valueOf(failure.getMessage());
  }

  private static String details(AttemptFailedException failure) {
    return StackTraces.of(failure);
  }
}
