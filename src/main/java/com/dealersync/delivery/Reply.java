package com.dealersync.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a dealer answered, as far as we care to read.
 *
 * @param body at most {@link #LIMIT} bytes
 * @param complete whether that is all of it
 * @param retryAfter how long it asks us to wait; null if it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(int status, byte[] body, boolean complete, @Nullable Duration retryAfter) {
  /** Bytes of a reply that are read; a confirmation fits many times. */
  static final int LIMIT = 64 * 1024;

  private static final int KEPT_BYTES = 1_024;

  /**
   * Reads what there is, and of a refusal whatever comes: its status says enough.
   *
   * @throws IOException if a reply that may hold a confirmation breaks off
   */
  static Reply read(ClassicHttpResponse response, InstantSource clock) throws IOException {
    Duration retryAfter = retryAfter(response.getFirstHeader(HttpHeaders.RETRY_AFTER), clock);
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Reply(response.getCode(), new byte[0], true, retryAfter);
    }
    try {
      InputStream content = entity.getContent();
      byte[] body = content.readNBytes(LIMIT);
      boolean complete = body.length < LIMIT || content.read() < 0;
      return new Reply(response.getCode(), body, complete, retryAfter);
    } catch (IOException e) {
      if (isSuccess(response.getCode())) {
        throw e;
      }
      return new Reply(response.getCode(), new byte[0], false, retryAfter);
    }
  }

  /**
   * What it means for the dealers.
   *
   * @param scrubber for the text of a refusal
   */
  AttemptResult judge(Supplier<Scrubber> scrubber) {
    if (isSuccess(status)) {
      return confirmation();
    }
    return switch (status) {
      case 408, 425 -> failed(FailureKind.ASKED_TO_RETRY, answered(), scrubber);
      case 429 -> failed(FailureKind.THROTTLED, answered(), scrubber);
      case 501, 505 -> failed(FailureKind.SERVER_REFUSAL, answered(), scrubber);
      case 410 -> failed(FailureKind.REJECTED, "webhook dado de baja (HTTP 410)", scrubber);
      case 422 ->
          failed(FailureKind.REJECTED, "proceso no soportado por el dealer (HTTP 422)", scrubber);
      default ->
          status >= 500
              ? failed(FailureKind.SERVER_ERROR, answered(), scrubber)
              : failed(FailureKind.REJECTED, answered(), scrubber);
    };
  }

  private static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private AttemptResult confirmation() {
    if (!complete) {
      return noAck("la respuesta pasa de 64 KiB");
    }
    String token = Ack.tokenIn(body);
    return token == null
        ? noAck("la respuesta no trae un token de confirmación válido")
        : new AttemptResult.Confirmed(status, token);
  }

  private AttemptResult noAck(String why) {
    return new AttemptResult.Failed(
        FailureKind.NO_ACK, status, "SIN_ACK: %s (HTTP %d)".formatted(why, status), null);
  }

  private AttemptResult failed(FailureKind kind, String what, Supplier<Scrubber> scrubber) {
    String text = scrubber.get().scrub(new String(body, StandardCharsets.UTF_8)).strip();
    String kept = firstOf(text);
    return new AttemptResult.Failed(
        kind, status, kept.isEmpty() ? what : what + ": " + kept, retryAfter);
  }

  /** Cut between characters, not through one. */
  private static String firstOf(String text) {
    ByteBuffer kept = ByteBuffer.allocate(KEPT_BYTES);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(text), kept, true);
    return new String(kept.array(), 0, kept.position(), StandardCharsets.UTF_8);
  }

  private String answered() {
    return "El dealer respondió HTTP " + status;
  }

  private static @Nullable Duration retryAfter(@Nullable Header header, InstantSource clock) {
    if (header == null) {
      return null;
    }
    String value = header.getValue().strip();
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    Instant date = DateUtils.parseStandardDate(value);
    if (date == null) {
      return null;
    }
    Duration wait = Duration.between(clock.instant(), date);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
