package com.dealersync.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * What a dealer answered, as far as we care to read.
 *
 * @param body at most {@link #LIMIT} bytes
 * @param end how the reading ended
 * @param cause what broke it off; null if nothing did
 * @param contentType as it was sent
 * @param encoding what it is compressed with; null if with nothing
 * @param retryAfter how long it asks us to wait; null if it does not say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(
    int status,
    byte[] body,
    End end,
    @Nullable IOException cause,
    @Nullable String contentType,
    @Nullable String encoding,
    @Nullable Duration retryAfter) {
  /** Bytes of a reply that are read; a confirmation fits many times. */
  static final int LIMIT = 64 * 1024;

  private static final Set<Reason> MAY_BE_THE_BREAK =
      Set.of(ReplyReason.HALF_JSON, ReplyReason.NO_CONTENT, ReplyReason.NOT_JSON);
  private static final int KEPT_BYTES = 1_024;

  /** How the reading of a body ends. */
  enum End {
    WHOLE,
    TOO_LONG,
    BROKEN
  }

  static Reply withoutBody(int status) {
    return new Reply(status, new byte[0], End.BROKEN, null, null, null, null);
  }

  static Reply read(ClassicHttpResponse response, InstantSource clock) {
    return read(response, clock, () -> {});
  }

  /**
   * Reads what there is. A body that breaks off is kept as far as it came: its document may be
   * whole though its length was wrong.
   *
   * @param documentArrived told when a whole document is there and more is announced
   */
  static Reply read(ClassicHttpResponse response, InstantSource clock, Runnable documentArrived) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(512);
    End end = End.WHOLE;
    @Nullable IOException cause = null;
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      try {
        end = read(entity.getContent(), body, response, documentArrived);
      } catch (IOException e) {
        end = End.BROKEN;
        cause = e;
      }
    }
    return new Reply(
        response.getCode(),
        body.toByteArray(),
        end,
        cause,
        value(response, HttpHeaders.CONTENT_TYPE),
        encoding(response, body.toByteArray()),
        RetryAfter.of(value(response, HttpHeaders.RETRY_AFTER), clock));
  }

  private static End read(
      InputStream content,
      ByteArrayOutputStream body,
      ClassicHttpResponse response,
      Runnable documentArrived)
      throws IOException {
    byte[] buffer = new byte[8 * 1024];
    while (body.size() < LIMIT) {
      int read = content.read(buffer, 0, Math.min(buffer.length, LIMIT - body.size()));
      if (read < 0) {
        return End.WHOLE;
      }
      body.write(buffer, 0, read);
      HttpEntity entity = response.getEntity();
      if (entity.getContentLength() != body.size() && isSuccess(response.getCode())) {
        tellIfWhole(body.toByteArray(), value(response, HttpHeaders.CONTENT_TYPE), documentArrived);
      }
    }
    return content.read() < 0 ? End.WHOLE : End.TOO_LONG;
  }

  private static void tellIfWhole(
      byte[] body, @Nullable String contentType, Runnable documentArrived) {
    if (ReplyText.of(body, contentType).text() instanceof String text
        && text.stripTrailing().endsWith("}")
        && Ack.in(text) instanceof Ack.Token) {
      documentArrived.run();
    }
  }

  /** Whether all that the dealer sent has been read. */
  boolean complete() {
    return end == End.WHOLE;
  }

  /**
   * What it means for the dealers.
   *
   * @param scrubber for the text of a refusal
   * @param exchange how far the exchange came, should the reply have broken off
   */
  AttemptResult judge(Supplier<Scrubber> scrubber, Exchange exchange) {
    return isSuccess(status) ? confirmation(exchange) : refusal(scrubber);
  }

  private AttemptResult confirmation(Exchange exchange) {
    if (end == End.TOO_LONG) {
      return AttemptResult.Failed.of(ReplyReason.LONG_REPLY, status);
    }
    if (encoding != null) {
      return AttemptResult.Failed.of(ReplyReason.COMPRESSED, status, encoding);
    }
    ReplyText decoded = ReplyText.of(body, contentType);
    Reason problem = decoded.problem();
    if (problem != null) {
      return end == End.BROKEN
          ? broken(exchange)
          : AttemptResult.Failed.of(problem, status, decoded.charset());
    }
    return switch (Ack.in(decoded.shown(body))) {
      case Ack.Token token -> new AttemptResult.Confirmed(status, token.value());
      case Ack.None(Reason reason) when end == End.BROKEN && MAY_BE_THE_BREAK.contains(reason) ->
          broken(exchange);
      case Ack.None(Reason reason)
          when reason == ReplyReason.NO_TOKEN && exchange.acceptsUnchanged() ->
          new AttemptResult.Confirmed(status, null);
      case Ack.None(Reason reason) -> AttemptResult.Failed.of(reason, status);
    };
  }

  private AttemptResult broken(Exchange exchange) {
    return Faults.brokenOff(cause, status, exchange);
  }

  AttemptResult refusal(Supplier<Scrubber> scrubber) {
    Reason reason = StatusReason.of(status);
    String what = reason.answered(status);
    String said = encoding == null ? ReplyText.of(body, contentType).shown(body) : "";
    String kept = firstOf(scrubber.get().scrub(said).strip());
    return new AttemptResult.Failed(
        reason.kind(),
        status,
        kept.isEmpty() ? what : what + AttemptResult.ANSWER + kept,
        retryAfter);
  }

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
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

  private static @Nullable String encoding(HttpMessage response, byte[] body) {
    String named = value(response, HttpHeaders.CONTENT_ENCODING);
    if (named != null && !named.isBlank() && !named.strip().equalsIgnoreCase("identity")) {
      return named.strip().toLowerCase(Locale.ROOT);
    }
    boolean gzip = body.length > 1 && (body[0] & 0xFF) == 0x1F && (body[1] & 0xFF) == 0x8B;
    return gzip ? "gzip" : null;
  }

  private static @Nullable String value(HttpMessage response, String field) {
    Header header = response.getFirstHeader(field);
    return header == null ? null : header.getValue();
  }
}
