package com.dealersync.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
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

  private String json(HttpStatusCode status) throws JsonProcessingException {
    return json.writeValueAsString(envelopes.failure(ErrorMessages.of(status)));
  }
}
