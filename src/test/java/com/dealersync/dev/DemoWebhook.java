package com.dealersync.dev;

import com.dealersync.receiver.WebhookReceiver;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The system behind one webhook: the receiver that dealers are given to start from, until its
 * {@link Behaviour} wants another answer. Thread-safe.
 */
final class DemoWebhook {

  private static final int SLOW_SECONDS = 3;
  private static final int FORGED = 401;
  private static final Set<String> PROCESSES = Set.of("ProductList", "CampaignList");

  private final String url;
  private final String secret;
  private final Behaviour behaviour;
  private final CountDownLatch closing;
  private final WebhookReceiver receiver;
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
    receiver = new WebhookReceiver(secret, PROCESSES, new Memory(), InstantSource.system());
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
    WebhookReceiver.Answer answer = receive(request);
    if (answer.status() == FORGED) {
      forged.increment();
    }
    return answer.status() == 200
        ? asItBehaves(request, answer)
        : new Answer(answer.status(), answer.json());
  }

  private WebhookReceiver.Answer receive(Received request) {
    try {
      return receiver.receive(request.headers(), request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer asItBehaves(Received request, WebhookReceiver.Answer answer) {
    return switch (behaviour) {
      case CONFIRMS, CLOSES -> confirm(answer);
      case IN_LATIN_1 -> inLatin1(confirm(answer));
      case LATE ->
          seen.add(request.headers().get("webhook-id"))
              ? new Answer(503, "{\"error\":\"El DMS está arrancando\"}")
              : confirm(answer);
      case SLOW -> {
        dawdle();
        yield confirm(answer);
      }
      case UNAUTHORISED -> new Answer(401, "{\"error\":\"Credenciales vencidas\"}");
      case BROKEN -> new Answer(500, "{\"error\":\"Error interno del DMS\"}");
      case WITHOUT_TOKEN -> new Answer(200, "{\"recibido\":true}");
    };
  }

  private Answer confirm(WebhookReceiver.Answer answer) {
    confirmed.increment();
    return new Answer(answer.status(), answer.json());
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

  /** What it has received, for as long as the demo lasts; of a catalog only the head. */
  private static final class Memory implements WebhookReceiver.Store {
    private final Set<String> stored = ConcurrentHashMap.newKeySet();
    private final Map<String, JsonNode> heads = new ConcurrentHashMap<>();

    @Override
    public boolean hasStored(String webhookId) {
      return stored.contains(webhookId);
    }

    @Override
    public @Nullable JsonNode newest(String process) {
      return heads.get(process);
    }

    @Override
    public void keep(String process, JsonNode head, byte[] body) {
      heads.put(process, head);
    }

    @Override
    public void noteStored(String webhookId) {
      stored.add(webhookId);
    }
  }
}
