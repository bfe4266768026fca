package com.dealersync.probe;

import com.dealersync.audit.AuditAction;
import com.dealersync.audit.AuditSubject;
import com.dealersync.audit.AuditTrail;
import com.dealersync.audit.Caller;
import com.dealersync.catalog.RegisteredDealer;
import com.dealersync.catalog.RegisteredDealers;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.delivery.ProbeMessage;
import com.dealersync.delivery.ProbeResult;
import com.dealersync.delivery.SeenCertificate;
import com.dealersync.delivery.WebhookProbe;
import com.dealersync.delivery.WebhookProbes;
import com.dealersync.probe.ProbeStep.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells how far a message to a registered dealer comes, without delivering anything: the message is
 * of a process type that no receiver knows.
 */
@Component
public class DealerProbe {
  private static final Logger log = LoggerFactory.getLogger(DealerProbe.class);

  /** Somebody waits for the result. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int UNSUPPORTED = 422;

  private final RegisteredDealers dealers;
  private final WebhookProbes probes;
  private final AuditTrail audit;
  private final Clock clock;

  DealerProbe(RegisteredDealers dealers, WebhookProbes probes, AuditTrail audit, Clock clock) {
    this.dealers = dealers;
    this.probes = probes;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param url the webhook, without credentials and query; null if the dealer has none
   * @param steps the first that is not ok is the last one
   * @param certificate null if there was no handshake
   */
  public record Outcome(
      RegisteredDealer registered,
      @Nullable String url,
      List<ProbeStep> steps,
      @Nullable Certificate certificate) {

    public boolean ok() {
      return steps.getLast().ok();
    }
  }

  /** A server's certificate, valid or not; times are in the service's zone. */
  public record Certificate(
      String subject,
      String issuer,
      LocalDateTime from,
      LocalDateTime until,
      @Nullable String protocol) {}

  /** Sends one message and notes who wanted it; empty if no newest load has such a dealer. */
  public Optional<Outcome> check(String bac, Caller caller) {
    Optional<RegisteredDealer> registered = isWritable(bac) ? dealers.find(bac) : Optional.empty();
    registered.ifPresent(
        it ->
            audit.add(
                caller,
                AuditAction.COMPROBAR,
                new AuditSubject(null, it.processType(), it.idCarga(), bac)));
    return registered.map(it -> check(bac, it));
  }

  private static boolean isWritable(String bac) {
    return bac.chars().noneMatch(Character::isISOControl);
  }

  private Outcome check(String bac, RegisteredDealer registered) {
    SnapshotDealer dealer = registered.dealer();
    String url = dealer.webhookUrl();
    if (url == null || url.isBlank()) {
      return new Outcome(
          registered,
          null,
          List.of(new ProbeStep(Kind.DIRECCION, false, "El dealer no tiene webhook.", null)),
          null);
    }
    try (WebhookProbe probe = probes.of(url, PATIENCE)) {
      ProbeResult result = probe.send(message(bac, dealer));
      List<ProbeStep> steps = new Way(probe, clock).of(result);
      if (result.reached() == ProbeResult.Reached.ANSWER) {
        steps.add(answered(result));
      }
      Outcome outcome =
          new Outcome(registered, probe.shownUrl(), steps, certificate(probe.certificate()));
      log.atInfo()
          .addKeyValue("bac", bac)
          .addKeyValue("correcto", outcome.ok())
          .addKeyValue("hasta", steps.getLast().kind())
          .log("🔎 [PROBE] Webhook comprobado");
      return outcome;
    }
  }

  private @Nullable Certificate certificate(@Nullable SeenCertificate seen) {
    return seen == null
        ? null
        : new Certificate(
            seen.subject(),
            seen.issuer(),
            local(seen.from()),
            local(seen.until()),
            seen.protocol());
  }

  private LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, clock.getZone()).truncatedTo(ChronoUnit.SECONDS);
  }

  private ProbeMessage message(String bac, SnapshotDealer dealer) {
    String secret = dealer.secret();
    return new ProbeMessage(
        "msg_prueba-" + UUID.randomUUID(),
        bac,
        new Messages(clock).unknown(),
        secret == null || secret.isBlank() ? null : secret,
        probes.previousSecrets(dealer, ZonedDateTime.now(clock)),
        Duration.ZERO);
  }

  private static ProbeStep answered(ProbeResult result) {
    int status = Objects.requireNonNull(result.status());
    long millis = result.lasted().toMillis();
    if (status == UNSUPPORTED) {
      return new ProbeStep(
          Kind.MENSAJE,
          true,
          "HTTP 422, como debe: leyó el mensaje y no conoce ese proceso.",
          millis);
    }
    String problem =
        result.isSuccess()
            ? ("HTTP %d: aceptó un proceso que no existe. Llega, pero no se sabe si revisa lo que"
                    + " recibe; debe responder 422.")
                .formatted(status)
            : Objects.toString(result.reason());
    return new ProbeStep(Kind.MENSAJE, false, problem, millis);
  }
}
