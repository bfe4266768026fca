package com.dealersync.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** Answers what Tomcat refuses before any filter sees it, such as a path that it cannot read. */
final class EnvelopeErrorValve extends ErrorReportValve {

  private final Envelopes envelopes;
  private final ObjectMapper json;

  EnvelopeErrorValve(Envelopes envelopes, ObjectMapper json) {
    this.envelopes = envelopes;
    this.json = json;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable cause) {
    HttpStatusCode status = HttpStatusCode.valueOf(response.getStatus());
    if (!status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    if (response.getHeader(CorrelationId.HEADER) == null) {
      response.setHeader(
          CorrelationId.HEADER, CorrelationId.givenOrNew(request.getHeader(CorrelationId.HEADER)));
    }
    if (request.getAttribute(AccessLogFilter.STARTED) == null) {
      logLine(request, response);
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    try (Writer body = response.getReporter()) {
      if (body != null) {
        body.write(json(status));
      }
    } catch (IOException e) {
      container.getLogger().debug("The caller of a refused request is gone", e);
    }
  }

  /** No filter has seen it, so none has noted it. */
  private static void logLine(Request request, Response response) {
    try (var logged = MDC.putCloseable("correlationId", response.getHeader(CorrelationId.HEADER))) {
      AccessLog.line(
          request.getMethod(), request.getRequestURI(), null, response.getStatus(), Duration.ZERO);
    }
  }

  private String json(HttpStatusCode status) throws JsonProcessingException {
    return json.writeValueAsString(envelopes.failure(ErrorMessages.of(status)));
  }
}
