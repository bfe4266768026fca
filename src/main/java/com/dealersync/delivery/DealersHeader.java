package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpPost;

/**
 * Says whom a message is for. {@code X-GM-Dealers-Total} is their number; {@code X-GM-Dealers}
 * lists their BACs, percent-encoded and separated by commas, where the whole head stays below what
 * every server takes: nginx, Tomcat and Node have 8 KiB for it.
 */
final class DealersHeader {
  static final String LIST = "X-GM-Dealers";
  static final String TOTAL = "X-GM-Dealers-Total";
  static final int HEAD = 8 * 1024;

  // The line of the request, the host, the length, the type and the connection.
  private static final int BESIDES = 300;
  private static final int AROUND_A_FIELD = 4;

  private DealersHeader() {}

  /** To be called last: how much room there is depends on the rest. */
  static void addTo(HttpPost request, List<SnapshotDealer> dealers) {
    request.addHeader(TOTAL, Integer.toString(dealers.size()));
    int room = HEAD - BESIDES - request.getRequestUri().length() - fields(request);
    // Each has a character and a comma at least.
    if (2 * dealers.size() > room) {
      return;
    }
    String list =
        dealers.stream()
            .map(SnapshotDealer::bac)
            .filter(Objects::nonNull)
            .map(bac -> URLEncoder.encode(bac, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    if (LIST.length() + AROUND_A_FIELD + list.length() <= room) {
      request.addHeader(LIST, list);
    }
  }

  private static int fields(HttpPost request) {
    return Stream.of(request.getHeaders())
        .mapToInt(it -> it.getName().length() + it.getValue().length() + AROUND_A_FIELD)
        .sum();
  }
}
