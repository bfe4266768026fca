import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Receives notices of dealer-sync and prints them. For production keep the ids of the last days in
 * a database instead of in memory, and put TLS in front of it.
 */
class Receive {

  private static final long TOLERANCE = 300;
  private static final String SECRET = System.getenv("NOTICES_SECRET");
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  public static void main(String[] arguments) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    int port = Integer.parseInt(arguments[0]);
    HttpServer server = HttpServer.create(new InetSocketAddress(here, port), 0);
    server.createContext("/", Receive::receive);
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private static void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String id = header(exchange, "webhook-id");
      if (!isSigned(exchange, id, body)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      // A repeat is answered like the first one, so that it is not sent again.
      if (SEEN.add(id)) {
        System.out.println(new String(body, StandardCharsets.UTF_8));
      }
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static boolean isSigned(HttpExchange exchange, String id, byte[] body) {
    String timestamp = header(exchange, "webhook-timestamp");
    if (!timestamp.matches("\\d{1,12}")
        || Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE) {
      return false;
    }
    byte[] expected = signature(id + "." + timestamp + ".", body);
    for (String signature : header(exchange, "webhook-signature").split(" ")) {
      if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] signature(String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      String code = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return ("v1," + code).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
