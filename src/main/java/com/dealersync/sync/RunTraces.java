package com.dealersync.sync;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Makes one trace of a request and of all attempts of its run on any node: the job carries the
 * trace's context. Does nothing if no traces are collected.
 */
@Component
class RunTraces {

  /** W3C Trace Context, version 00. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?<trace>[0-9a-f]{32})-(?<span>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})");

  private final @Nullable Tracer tracer;

  RunTraces(ObjectProvider<Tracer> tracer) {
    this.tracer = tracer.getIfAvailable();
  }

  /** The context of the calling thread, as {@code traceparent}; null if it has none. */
  @Nullable String current() {
    Span span = tracer == null ? null : tracer.currentSpan();
    if (span == null) {
      return null;
    }
    TraceContext context = span.context();
    return "00-%s-%s-%s"
        .formatted(
            context.traceId(),
            context.spanId(),
            Boolean.TRUE.equals(context.sampled()) ? "01" : "00");
  }

  /**
   * Does the work of an attempt in a span of its own.
   *
   * @param traceparent what the job carries; null begins a trace
   */
  void trace(Claim claim, @Nullable String traceparent, Runnable work) {
    if (tracer == null) {
      work.run();
      return;
    }
    Span span =
        builder(tracer, traceparent)
            .kind(Span.Kind.CONSUMER)
            .name("dealer-sync run")
            .tag("dealersync.run.id", claim.runId())
            .tag("dealersync.process_type", claim.processType())
            .tag("dealersync.attempt", claim.attempt())
            .start();
    try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
      work.run();
    } catch (RuntimeException e) {
      span.error(e);
      throw e;
    } finally {
      span.end();
    }
  }

  private static Span.Builder builder(Tracer tracer, @Nullable String traceparent) {
    Matcher form = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
    return form.matches()
        ? tracer
            .spanBuilder()
            .setParent(
                tracer
                    .traceContextBuilder()
                    .traceId(form.group("trace"))
                    .spanId(form.group("span"))
                    .sampled(form.group("flags").endsWith("1"))
                    .build())
        : tracer.spanBuilder().setNoParent();
  }
}
