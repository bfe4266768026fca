package com.dealersync.api;

import com.dealersync.probe.DealerProbe;
import com.dealersync.probe.DealerProbe.Outcome;
import com.dealersync.probe.ProbeStep;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found at a dealer's webhook.
 *
 * @param processType of the load that says where the webhook is
 * @param url without credentials and query; absent if the dealer has none
 * @param correcto whether a delivery would arrive
 * @param pasos the first that is not correct is the last one
 * @param certificado absent if there was no handshake
 */
record DealerProbeResource(
    String bac,
    @Nullable String nombre,
    String processType,
    @Nullable String idCarga,
    @Nullable String url,
    boolean correcto,
    List<Step> pasos,
    @Nullable Certificate certificado) {

  /**
   * @param ms absent where nothing was measured
   */
  record Step(ProbeStep.Kind paso, boolean correcto, String detalle, @Nullable Long ms) {}

  /**
   * @param desde in the service's zone, as is {@code hasta}
   */
  record Certificate(
      String asunto,
      String emisor,
      LocalDateTime desde,
      LocalDateTime hasta,
      @Nullable String protocolo) {

    static Certificate of(DealerProbe.Certificate seen) {
      return new Certificate(
          seen.subject(), seen.issuer(), seen.from(), seen.until(), seen.protocol());
    }
  }

  static DealerProbeResource of(String bac, Outcome outcome) {
    DealerProbe.Certificate seen = outcome.certificate();
    return new DealerProbeResource(
        bac,
        outcome.registered().dealer().name(),
        outcome.registered().processType(),
        outcome.registered().idCarga(),
        outcome.url(),
        outcome.ok(),
        outcome.steps().stream()
            .map(step -> new Step(step.kind(), step.ok(), step.detail(), step.millis()))
            .toList(),
        seen == null ? null : Certificate.of(seen));
  }

  String summary() {
    return correcto
        ? "✅ El webhook del dealer '%s' funciona. No se entregó nada.".formatted(bac)
        : "⚠️ El webhook del dealer '%s' no funciona: %s".formatted(bac, pasos.getLast().detalle());
  }
}
