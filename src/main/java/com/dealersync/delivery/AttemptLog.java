package com.dealersync.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One line per attempt; the run it belongs to is in the log context of the thread. Never the URL's
 * path or query, the secret, the signature, the token or a body: any of them may let someone in.
 */
final class AttemptLog {
  private static final Logger log = LoggerFactory.getLogger(AttemptLog.class);

  private AttemptLog() {}

  static void attempted(
      WebhookGroup group, int attempt, int bytes, AttemptResult result, Exchange exchange) {
    if (group.dealers().isEmpty()) {
      // A message for no dealer, such as a notice, needs no confirmation; its sender logs it.
      return;
    }
    Level level = result instanceof AttemptResult.Confirmed ? Level.INFO : Level.WARN;
    if (!log.isEnabledForLevel(level)) {
      return;
    }
    log.atLevel(level)
        .addKeyValue("webhookId", group.webhookId())
        .addKeyValue("servidor", group.target().origin().host())
        .addKeyValue("dealers", group.dealers().size())
        .addKeyValue("intento", attempt)
        .addKeyValue("bytes", bytes)
        .addKeyValue("direccion", exchange.address())
        .addKeyValue("proxy", exchange.proxy())
        .addKeyValue("hostSinRevisar", exchange.isLeftToProxy())
        .addKeyValue("codigoHttp", result.status())
        .addKeyValue("causa", cause(result))
        .addKeyValue("msPorFase", exchange.millisByPhase())
        .log(
            result instanceof AttemptResult.Confirmed
                ? "📬 [DELIVERY] Entrega confirmada"
                : "📭 [DELIVERY] Entrega sin confirmar");
  }

  private static Object cause(AttemptResult result) {
    return switch (result) {
      case AttemptResult.Confirmed confirmed -> "OK";
      case AttemptResult.Failed failed -> failed.kind();
    };
  }
}
