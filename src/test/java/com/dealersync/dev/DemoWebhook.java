package com.dealersync.dev;

import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The system behind one webhook: refuses what is not from dealer-sync, else does as its {@link
 * Behaviour} says. It confirms the same message with the same token, however often it comes.
 * Thread-safe.
 */
final class DemoWebhook {

  private static final int SLOW_SECONDS = 3;

  private final String url;
  private final String secret;
  private final Behaviour behaviour;
  private final CountDownLatch closing;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final LongAdder received = new LongAdder();
  private final LongAdder confirmed = new LongAdder();
  private final LongAdder forged = new LongAdder();

  /**
   * @param closing ends the patience of a slow webhook
   */
  DemoWebhook(String url, String secret, Behaviour behaviour, CountDownLatch closing) {
    this.url = url;
    this.secret = secret;
    this.behaviour = behaviour;
    this.closing = closing;
  }

  String url() {
    return url;
  }

  String secret() {
    return secret;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /** What came so far. */
  Tally tally() {
    return new Tally(url, behaviour.description(), received.sum(), confirmed.sum(), forged.sum());
  }

  Answer answer(Received request) {
    received.increment();
    if (!isGenuine(request)) {
      forged.increment();
      return new Answer(403, "{\"error\":\"El secreto o la firma no coinciden\"}");
    }
    return switch (behaviour) {
      case CONFIRMS, CLOSES -> confirm(request);
      case IN_LATIN_1 -> inLatin1(confirm(request));
      case LATE ->
          seen.add(request.headers().get("webhook-id"))
              ? new Answer(503, "{\"error\":\"El DMS está arrancando\"}")
              : confirm(request);
      case SLOW -> {
        dawdle();
        yield confirm(request);
      }
      case UNAUTHORISED -> new Answer(401, "{\"error\":\"Credenciales vencidas\"}");
      case BROKEN -> new Answer(500, "{\"error\":\"Error interno del DMS\"}");
      case WITHOUT_TOKEN -> new Answer(200, "{\"recibido\":true}");
    };
  }

  private boolean isGenuine(Received request) {
    String given = request.headers().getOrDefault("X-Webhook-Secret", "");
    if (!MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))) {
      return false;
    }
    Map<String, List<String>> headers =
        request.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    try {
      new Webhook(secret).verify(new String(request.body(), StandardCharsets.UTF_8), headers);
      return true;
    } catch (WebhookVerificationException e) {
      return false;
    } catch (EmptyWebhookSecretException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer confirm(Received request) {
    confirmed.increment();
    String message = url + request.headers().get("webhook-id");
    UUID token = UUID.nameUUIDFromBytes(message.getBytes(StandardCharsets.UTF_8));
    return new Answer(200, "{\"ackToken\":\"ACK-%s\"}".formatted(token));
  }

  private static Answer inLatin1(Answer answer) {
    return new Answer(
        answer.status(),
        answer.body().replace("}", ",\"mensaje\":\"Catálogo recibido\"}"),
        StandardCharsets.ISO_8859_1);
  }

  private void dawdle() {
    try {
      closing.await(SLOW_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * @param recibidos requests so far
   * @param confirmados those answered with a token
   * @param falsos those whose secret or signature was wrong
   */
  record Tally(String url, String comportamiento, long recibidos, long confirmados, long falsos) {}
}
