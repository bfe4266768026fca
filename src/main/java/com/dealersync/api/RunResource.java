package com.dealersync.api;

import com.dealersync.sync.Pause;
import com.dealersync.sync.PilotState;
import com.dealersync.sync.RunActivity;
import com.dealersync.sync.RunResult;
import com.dealersync.sync.RunStatus;
import com.dealersync.sync.RunView;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run, as the API shows it. What is not known yet is absent: counts until the run has looked at
 * its dealers, the result until it has one.
 *
 * @param duracionSegundos until now while the run is active
 * @param intento how often a job has taken it up
 * @param ronda the number of the round that it is; absent if a person started it
 * @param reenvio true if it is only for the dealers that its request names
 * @param espera what keeps it from getting on; absent if nothing does
 * @param pausa who holds its process type while it is at work, why and until when
 * @param forzada true if what the guard finds was let pass
 * @param piloto what became of its pilot; absent if it has none
 */
record RunResource(
    long syncControlId,
    @Nullable String processId,
    String processType,
    String idCarga,
    @Nullable LocalDateTime fechaCarga,
    @Nullable Long eventoCargaProcesoId,
    RunStatus status,
    @Nullable RunResult resultado,
    @Nullable Webhooks webhooks,
    @Nullable Dealers dealers,
    @Nullable Integer porcentaje,
    @Nullable LocalDateTime registro,
    @Nullable LocalDateTime inicio,
    @Nullable LocalDateTime fin,
    @Nullable Long duracionSegundos,
    @Nullable String iniciadoPor,
    @Nullable String jobId,
    int intento,
    @Nullable Boolean forzada,
    @Nullable PilotState piloto,
    @Nullable Integer ronda,
    @Nullable Boolean reenvio,
    @Nullable String error,
    RunActivity.@Nullable Wait espera,
    @Nullable PauseResource pausa,
    @Nullable Activity actividad) {

  /**
   * What a run at work does.
   *
   * @param nodo that works on it
   * @param ultimaSenal when the node gave its last sign; each few seconds
   * @param enVuelo requests on their way or without an answer yet
   * @param reintentosPendientes deliveries that wait for another attempt
   * @param siguientePaso when something happens by itself, such as a retry
   * @param porSegundo webhooks with a result, over the last half minute
   * @param circuitosAbiertos hosts that a circuit breaker holds back
   * @param circuitos the first of those
   */
  record Activity(
      String nodo,
      LocalDateTime ultimaSenal,
      long ultimaSenalHaceSegundos,
      int enVuelo,
      int reintentosPendientes,
      @Nullable LocalDateTime siguientePaso,
      double porSegundo,
      @Nullable LocalDateTime finEstimado,
      int circuitosAbiertos,
      List<Circuit> circuitos) {

    record Circuit(String servidor, int enEspera, LocalDateTime siguientePrueba) {}

    static Activity of(RunActivity activity) {
      return new Activity(
          activity.node(),
          activity.signal(),
          activity.silence().toSeconds(),
          activity.inFlight(),
          activity.retries(),
          activity.nextStep(),
          activity.perSecond(),
          activity.end(),
          activity.circuits(),
          activity.held().stream()
              .map(held -> new Circuit(held.host(), held.waiting(), held.probe()))
              .toList());
    }
  }

  record Webhooks(
      @Nullable Integer totales,
      @Nullable Integer procesados,
      @Nullable Integer fallidos,
      @Nullable Integer omitidos) {

    static @Nullable Webhooks of(RunView.Webhooks counts) {
      return counts.total() == null
          ? null
          : new Webhooks(counts.total(), counts.processed(), counts.failed(), counts.omitted());
    }
  }

  record Dealers(
      @Nullable Integer totales,
      @Nullable Integer exitosos,
      @Nullable Integer fallidos,
      @Nullable Integer noEnviados) {

    static @Nullable Dealers of(RunView.Dealers counts) {
      return counts.total() == null
          ? null
          : new Dealers(counts.total(), counts.confirmed(), counts.failed(), counts.notSent());
    }
  }

  static RunResource of(RunView run, LocalDateTime now) {
    return of(run, now, null, null);
  }

  /**
   * @param activity null if it is not at work
   */
  static RunResource of(RunView run, Envelopes envelopes, @Nullable RunActivity activity) {
    Pause pause = activity == null ? null : activity.pause();
    return of(
        run,
        envelopes.now(),
        activity,
        pause == null ? null : PauseResource.of(pause, envelopes.zone()));
  }

  private static RunResource of(
      RunView run,
      LocalDateTime now,
      @Nullable RunActivity activity,
      @Nullable PauseResource pause) {
    return new RunResource(
        run.syncControlId(),
        run.processId(),
        run.processType(),
        run.idCarga(),
        run.fechaCarga(),
        run.loadId(),
        run.status(),
        run.result(),
        Webhooks.of(run.webhooks()),
        Dealers.of(run.dealers()),
        run.percentage(),
        run.registeredAt(),
        run.startedAt(),
        run.endedAt(),
        seconds(run, now),
        run.registeredBy(),
        run.jobId(),
        run.attempt(),
        run.forced() ? true : null,
        run.pilot(),
        run.round() > 0 ? run.round() : null,
        run.resend() ? true : null,
        run.error(),
        activity == null ? null : activity.waitsFor(),
        pause,
        activity == null ? null : Activity.of(activity));
  }

  /** This node's clock may lag behind the database's, which stamped the start. */
  private static @Nullable Long seconds(RunView run, LocalDateTime now) {
    if (run.startedAt() == null || (run.endedAt() == null && !run.status().isActive())) {
      return null;
    }
    LocalDateTime end = run.endedAt() == null ? now : run.endedAt();
    return Math.max(0, Duration.between(run.startedAt(), end).toSeconds());
  }
}
