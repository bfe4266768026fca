package com.dealersync.delivery;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One W3C trace per run, so that a dealer's log lines can be matched with ours. Where traces are
 * collected it is that of the request, and each attempt is a span of it. Thread-safe.
 */
final class Traces {
  private final @Nullable Tracer tracer;
  private final @Nullable TraceContext run;
  private final String traceId;

  private Traces(@Nullable Tracer tracer, @Nullable TraceContext run, String traceId) {
    this.tracer = tracer;
    this.run = run;
    this.traceId = traceId;
  }

  /**
   * In the span of the calling thread.
   *
   * @param tracer null if no traces are collected
   */
  static Traces begin(@Nullable Tracer tracer) {
    Span span = tracer == null ? null : tracer.currentSpan();
    return span == null
        ? new Traces(null, null, randomHex() + randomHex())
        : new Traces(tracer, span.context(), span.context().traceId());
  }

  /** An attempt that begins now. */
  Attempt attempt(String webhookId) {
    if (tracer == null || run == null || !Boolean.TRUE.equals(run.sampled())) {
      return new Attempt("00-" + traceId + "-" + randomHex() + "-00", null);
    }
    Span span =
        tracer
            .spanBuilder()
            .setParent(run)
            .kind(Span.Kind.CLIENT)
            .name("dealer-sync delivery")
            .tag("webhook.id", webhookId)
            .start();
    return new Attempt("00-" + traceId + "-" + span.context().spanId() + "-01", span);
  }

  /**
   * @param traceparent what the dealer is told
   */
  record Attempt(String traceparent, @Nullable Span span) {

    void ended(AttemptResult result) {
      if (span == null) {
        return;
      }
      if (result.status() != null) {
        span.tag("http.response.status_code", result.status());
      }
      if (result instanceof AttemptResult.Failed failed) {
        span.tag("error.type", failed.kind().name());
      }
      span.end();
    }
  }

  /** Never all zeros, which the specification forbids. */
  private static String randomHex() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }
}
