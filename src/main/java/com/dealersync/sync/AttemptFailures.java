package com.dealersync.sync;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes into a run's row why attempts of it failed or were given back. */
@Component
class AttemptFailures {

  private static final Logger log = LoggerFactory.getLogger(AttemptFailures.class);

  private final Fence fence;
  private final RunClosing closing;
  private final RunMetrics metrics;

  AttemptFailures(Fence fence, RunClosing closing, RunMetrics metrics) {
    this.fence = fence;
    this.closing = closing;
    this.metrics = metrics;
  }

  /**
   * Call it if another attempt will follow. Until that one makes progress, the row says why the
   * last one failed.
   */
  void note(AttemptFailedException failure) {
    metrics.attemptFailed(failure.claim(), failure.fault());
    write(
        failure.claim(),
        (run, now) -> run.attemptFailed(message(failure), StackTraces.of(failure), now));
  }

  /** The same for an attempt that was given back because its node stops. */
  void note(HandBackException handBack) {
    write(handBack.claim(), (run, now) -> run.attemptFailed(message(handBack), null, now));
  }

  /**
   * Call it if no other attempt will follow. If this write fails too, the watchdog ends the run.
   */
  void giveUp(AttemptFailedException failure) {
    giveUp(failure.claim(), failure);
  }

  /** The same for a run that was given back too often. */
  void giveUp(HandBackException handBack) {
    giveUp(handBack.claim(), handBack);
  }

  private void giveUp(Claim claim, RuntimeException last) {
    write(
        claim,
        (run, now) ->
            closing.failForNow(
                run, message(last) + "; no quedan más intentos", StackTraces.of(last), now));
  }

  private interface Write {
    void to(SyncRun run, DatabaseTime now);
  }

  private void write(Claim claim, Write write) {
    try {
      fence.whileOwned(
          claim,
          (run, now) -> {
            write.to(run, now);
            return run;
          });
    } catch (FencedOutException e) {
      log.info("🛑 [BATCH_SYNC] {}; su fallo no se anota", e.getMessage());
    } catch (RuntimeException e) {
      log.warn("⚠️ [BATCH_SYNC] El fallo de la ejecución {} no se pudo anotar", claim.runId(), e);
    }
  }

  private static String message(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }
}
