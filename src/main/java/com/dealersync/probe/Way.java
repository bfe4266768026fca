package com.dealersync.probe;

import com.dealersync.delivery.ProbeResult;
import com.dealersync.delivery.ProbeResult.Reached;
import com.dealersync.delivery.SeenCertificate;
import com.dealersync.delivery.WebhookProbe;
import com.dealersync.probe.ProbeStep.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the first message of a probe came to the webhook, step by step. */
final class Way {
  private final WebhookProbe probe;
  private final Clock clock;

  Way(WebhookProbe probe, Clock clock) {
    this.probe = probe;
    this.clock = clock;
  }

  /** Up to the one that failed; all of them, but the message itself, if that was answered. */
  List<ProbeStep> of(ProbeResult result) {
    List<ProbeStep> steps = new ArrayList<>();
    if (result.reached() == Reached.REFUSED || result.reached() == Reached.BLOCKED) {
      steps.add(step(Kind.DIRECCION, false, refusal(result), null));
      return steps;
    }
    steps.add(step(Kind.DIRECCION, true, scheme(), null));
    if (fails(steps, Kind.BUSQUEDA, Reached.LOOKUP, result, "DNS", found())) {
      return steps;
    }
    if (fails(steps, Kind.CONEXION, Reached.CONNECTION, result, "CONNECT", "abierta")) {
      return steps;
    }
    if (!probe.isPlain()
        && fails(
            steps,
            Kind.TLS,
            Reached.TLS,
            result,
            "TLS",
            Objects.toString(certificate(), "hecho"))) {
      return steps;
    }
    if (result.reached() == Reached.MESSAGE) {
      steps.add(step(Kind.MENSAJE, false, reason(result), result.lasted().toMillis()));
    }
    return steps;
  }

  private boolean fails(
      List<ProbeStep> steps,
      Kind kind,
      Reached failed,
      ProbeResult result,
      String phase,
      String detail) {
    boolean ok = result.reached() != failed;
    String shown = kind == Kind.TLS ? certificate() : null;
    String failure = shown == null ? reason(result) : reason(result) + " Mostró: " + shown + ".";
    steps.add(step(kind, ok, ok ? detail : failure, result.millis().get(phase)));
    return !ok;
  }

  private String refusal(ProbeResult result) {
    return probe.addresses().isEmpty()
        ? reason(result)
        : reason(result) + " Se encontró: " + String.join(", ", probe.addresses()) + ".";
  }

  private String scheme() {
    return probe.isPlain() ? "http, que la configuración permite" : "https";
  }

  private String found() {
    return probe.addresses().isEmpty() ? "la hace el proxy" : String.join(", ", probe.addresses());
  }

  private @Nullable String certificate() {
    SeenCertificate seen = probe.certificate();
    if (seen == null) {
      return null;
    }
    String protocol = seen.protocol() == null ? "" : seen.protocol() + "; ";
    return "%scertificado de %s, emitido por %s, %s"
        .formatted(protocol, seen.subject(), seen.issuer(), validity(seen));
  }

  private String validity(SeenCertificate seen) {
    Instant now = clock.instant();
    long days = Duration.between(now, seen.until()).toDays();
    LocalDate end = LocalDateTime.ofInstant(seen.until(), clock.getZone()).toLocalDate();
    if (seen.until().isBefore(now)) {
      return "vencido el " + end;
    }
    return seen.from().isAfter(now)
        ? "válido desde " + LocalDateTime.ofInstant(seen.from(), clock.getZone()).toLocalDate()
        : "vence el %s (faltan %d días)".formatted(end, days);
  }

  private static String reason(ProbeResult result) {
    return Objects.toString(result.reason(), "confirmó");
  }

  private static ProbeStep step(Kind kind, boolean ok, String detail, @Nullable Long millis) {
    return new ProbeStep(kind, ok, detail, millis);
  }
}
