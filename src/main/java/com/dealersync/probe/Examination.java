package com.dealersync.probe;

import com.dealersync.delivery.ProbeMessage;
import com.dealersync.delivery.ProbeResult;
import com.dealersync.delivery.WebhookProbe;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays the service against one receiver and judges each answer. */
final class Examination {
  static final int LARGE_BYTES = 10 * 1024 * 1024;

  private static final Duration AN_HOUR = Duration.ofHours(1);
  private static final String BAC = "PRUEBA";
  private static final Set<Integer> REJECTIONS = Set.of(400, 401, 403);
  private static final Set<Integer> LATER = Set.of(408, 425, 429, 503);

  private final WebhookProbe probe;
  private final String secret;
  private final Messages messages;

  /**
   * @param secret the receiver's
   */
  Examination(WebhookProbe probe, String secret, Messages messages) {
    this.probe = probe;
    this.secret = secret;
    this.messages = messages;
  }

  /**
   * Sends each message in turn.
   *
   * @param first told what came of the first one
   * @param each told each finding as soon as it is made
   * @return all of them; none if the receiver cannot be reached
   */
  List<Finding> run(Consumer<ProbeResult> first, Consumer<Finding> each) {
    byte[] products = messages.products();
    String id = newId();
    ProbeResult valid = send(id, products, secret);
    first.accept(valid);
    if (valid.reached() != ProbeResult.Reached.ANSWER) {
      return List.of();
    }
    Stream<Finding> findings =
        Stream.of(Check.values())
            .map(
                check ->
                    switch (check) {
                      case VALID -> valid(valid);
                      case REPEATED -> repeats(valid, send(id, products, secret));
                      case AT_ONCE -> atOnce(products);
                      case ROTATED ->
                          confirms(check, send(newId(), products, stranger(), List.of(secret)));
                      case STRANGER -> rejects(check, send(newId(), products, stranger()));
                      case UNSIGNED -> rejects(check, send(newId(), products, null));
                      case OLD ->
                          rejects(check, send(newId(), products, secret, List.of(), AN_HOUR));
                      case UNKNOWN -> doesNotKnow(check, send(newId(), messages.unknown(), secret));
                      case LARGE ->
                          doesNotKnow(check, send(newId(), messages.unknown(LARGE_BYTES), secret));
                    });
    return findings.peek(each).toList();
  }

  private Finding valid(ProbeResult result) {
    boolean refused = result.token() == null && result.status() != null && !result.isSuccess();
    // The reason may quote the answer, so it is said once.
    return refused
        ? new Finding(Check.VALID, false, masked(did(result) + ". " + result.reason()))
        : confirms(Check.VALID, result);
  }

  private Finding confirms(Check check, ProbeResult result) {
    return new Finding(check, result.token() != null, did(result));
  }

  private Finding repeats(ProbeResult valid, ProbeResult again) {
    boolean same = again.token() != null && again.token().equals(valid.token());
    String other = again.token() == null || same ? "" : ": otro, como si fuera otro mensaje";
    return new Finding(Check.REPEATED, same, did(again) + other);
  }

  private Finding atOnce(byte[] products) {
    String id = newId();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = CompletableFuture.supplyAsync(() -> send(id, products, secret), threads);
      var two = CompletableFuture.supplyAsync(() -> send(id, products, secret), threads);
      ProbeResult a = one.join();
      ProbeResult b = two.join();
      boolean same = a.token() != null && a.token().equals(b.token());
      boolean inTurn = a.token() != null && waits(b) || b.token() != null && waits(a);
      return new Finding(Check.AT_ONCE, same || inTurn, did(a) + "; y " + did(b));
    }
  }

  private static boolean waits(ProbeResult result) {
    return result.status() != null && LATER.contains(result.status());
  }

  private Finding rejects(Check check, ProbeResult result) {
    return new Finding(
        check, result.status() != null && REJECTIONS.contains(result.status()), did(result));
  }

  private Finding doesNotKnow(Check check, ProbeResult result) {
    return new Finding(check, Objects.equals(result.status(), 422), did(result));
  }

  private String did(ProbeResult result) {
    String took = " (" + result.lasted().toMillis() + " ms)";
    if (result.status() == null) {
      return result.reason() + took;
    }
    String answer = "HTTP " + result.status();
    if (result.token() != null) {
      return answer + " con el token «" + masked(result.token()) + "»" + took;
    }
    return result.isSuccess() ? answer + ". " + result.reason() + took : answer + took;
  }

  /** A receiver may show its secret in answers to messages that were signed with another one. */
  private String masked(String text) {
    return text.replace(secret, "***").replace(secret.replaceFirst("^whsec_", ""), "***");
  }

  private ProbeResult send(String id, byte[] body, @Nullable String key) {
    return send(id, body, key, List.of());
  }

  private ProbeResult send(String id, byte[] body, @Nullable String key, List<String> previous) {
    return send(id, body, key, previous, Duration.ZERO);
  }

  private ProbeResult send(
      String id, byte[] body, @Nullable String key, List<String> previous, Duration age) {
    return probe.send(new ProbeMessage(id, BAC, body, key, previous, age));
  }

  private static String newId() {
    return "msg_prueba-" + UUID.randomUUID();
  }

  /** A secret that the receiver cannot know. */
  private static String stranger() {
    return "otro-secreto-" + UUID.randomUUID();
  }
}
