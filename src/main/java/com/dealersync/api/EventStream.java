package com.dealersync.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Writes server-sent events (HTML Living Standard, 9.2), each at once. */
final class EventStream {

  private final HttpServletResponse response;
  private final ObjectMapper json;

  EventStream(HttpServletResponse response, ObjectMapper json) {
    this.response = response;
    this.json = json;
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // A proxy that collects answers before it passes them on would make progress invisible.
    response.setHeader("X-Accel-Buffering", "no");
  }

  /** How long a client waits before it connects again. */
  void retryAfter(long millis) throws IOException {
    write("retry: " + millis + "\n\n");
  }

  /**
   * @param id one line
   * @param data as JSON, which has no line breaks of its own here
   */
  void event(String name, String id, Object data) throws IOException {
    write("event: %s\nid: %s\ndata: %s\n\n".formatted(name, id, json.writeValueAsString(data)));
  }

  /** Shows everybody on the way that the connection lives. */
  void comment() throws IOException {
    write(":\n\n");
  }

  private void write(String text) throws IOException {
    OutputStream out = response.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    response.flushBuffer();
  }
}
