package com.dealersync.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector of traces over OTLP/HTTP that reads of each span what ties it to others. */
final class OtlpReceiver implements AutoCloseable {

  /** As in opentelemetry/proto/trace/v1/trace.proto; ids in hex, the parent's empty at a root. */
  record ReceivedSpan(String traceId, String spanId, String parentId, String name) {}

  private record Field(int number, byte[] bytes) {}

  private final HttpServer server;
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  static OtlpReceiver started() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      OtlpReceiver receiver = new OtlpReceiver(http);
      http.createContext("/v1/traces", receiver::serve);
      http.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      InputStream body = exchange.getRequestBody();
      boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      byte[] request = (zipped ? new GZIPInputStream(body) : body).readAllBytes();
      for (Field resource : fields(request, 1)) {
        for (Field scope : fields(resource.bytes(), 2)) {
          fields(scope.bytes(), 2).forEach(span -> spans.add(span(span.bytes())));
        }
      }
      exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static ReceivedSpan span(byte[] span) {
    return new ReceivedSpan(
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        fields(span, 5).stream()
            .map(name -> new String(name.bytes(), StandardCharsets.UTF_8))
            .findFirst()
            .orElse(""));
  }

  private static String hex(byte[] message, int number) {
    return fields(message, number).stream()
        .map(id -> HexFormat.of().formatHex(id.bytes()))
        .findFirst()
        .orElse("");
  }

  /** The fields of that number whose value is bytes, a text or a message of its own. */
  private static List<Field> fields(byte[] message, int number) {
    List<Field> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag & 7) {
        case 0 -> varint(in);
        case 1 -> in.getLong();
        case 5 -> in.getInt();
        case 2 -> {
          byte[] bytes = new byte[(int) varint(in)];
          in.get(bytes);
          if (tag >>> 3 == number) {
            found.add(new Field(number, bytes));
          }
        }
        default -> throw new IllegalArgumentException("Not protobuf: tag " + tag);
      }
    }
    return found;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
