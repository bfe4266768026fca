package com.dealersync.delivery;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * Asks a proxy for a tunnel (CONNECT, RFC 9110, 9.3.6), on a connection that has carried nothing
 * else. What the proxy says is read here and nowhere else, so that it is never taken for a dealer's
 * answer.
 */
final class Tunnel {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final int MOST_INTERIM = 8;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");

  private Tunnel() {}

  static void open(Socket socket, HttpHost dealer, OutboundProxy proxy) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(proxy.request(dealer).getBytes(StandardCharsets.US_ASCII));
    out.flush();
    InputStream in = socket.getInputStream();
    int status = status(in);
    for (int interim = 0; status < 200; interim++) {
      if (interim == MOST_INTERIM) {
        throw new ProxyException(ProxyReason.NOT_HTTP, status);
      }
      status = status(in);
    }
    if (status >= 300) {
      throw new ProxyException(reason(status), status);
    }
    // Dealers say nothing before they are asked.
    if (in.available() > 0) {
      throw new ProxyException(ProxyReason.NOT_HTTP, status);
    }
  }

  private static Reason reason(int status) {
    return switch (status) {
      // Tinyproxy says 401 to credentials that it does not know.
      case 401, 407 -> ProxyReason.UNAUTHORISED;
      case 403 -> ProxyReason.FORBIDDEN;
      default -> status >= 500 ? ProxyReason.CANNOT_REACH : ProxyReason.REFUSED;
    };
  }

  /** Reads one head and not a byte more. */
  private static int status(InputStream in) throws IOException {
    int length = 0;
    String first = line(in, LONGEST_HEAD);
    Matcher status = STATUS_LINE.matcher(first);
    if (!status.matches()) {
      throw new ProxyException(ProxyReason.NOT_HTTP, 0);
    }
    for (String line = first; !line.isEmpty(); line = line(in, LONGEST_HEAD - length)) {
      length += line.length() + 1;
    }
    return Integer.parseInt(status.group(1));
  }

  private static String line(InputStream in, int longest) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The proxy hung up");
      }
      // Neither a TLS alert nor a SOCKS greeting has a line end.
      if (line.size() >= longest || (c < ' ' && c != '\r' && c != '\t')) {
        throw new ProxyException(ProxyReason.NOT_HTTP, 0);
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }
}
