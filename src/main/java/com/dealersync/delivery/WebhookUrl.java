package com.dealersync.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dealer's webhook as we would dial it, or why we never will.
 *
 * <p>Stricter than a browser on purpose: whatever two parsers could read differently (backslashes,
 * credentials, numbers that stand for addresses, letters that only some take for others) is
 * refused, not interpreted. A host in another script is dialled by its A-label.
 */
sealed interface WebhookUrl {

  /** What stands for it in a group: two spellings of one webhook give the same text. */
  String text();

  /** Whom it shares limits with. */
  Origin origin();

  /**
   * A webhook that can be dialled.
   *
   * @param text the normalised URL
   * @param target path and query, as they go into the request line
   */
  record Usable(String text, Origin origin, String target) implements WebhookUrl {

    /** What follows the question mark; null if there is none. It may hold a credential. */
    @Nullable String query() {
      int mark = target.indexOf('?');
      return mark < 0 ? null : target.substring(mark + 1);
    }

    /** What its parameters are set to, as it stands there and as it is meant. */
    Stream<String> queryValues() {
      String query = query();
      return query == null
          ? Stream.empty()
          : Stream.of(query.split("&"))
              .map(parameter -> parameter.substring(parameter.indexOf('=') + 1))
              .flatMap(value -> Stream.of(value, URLDecoder.decode(value, StandardCharsets.UTF_8)));
    }
  }

  /**
   * A webhook that is never dialled.
   *
   * @param text what the dealer has configured
   * @param reason why, in Spanish
   */
  record Unusable(String text, String reason) implements WebhookUrl {

    @Override
    public Origin origin() {
      return new Origin("none", "", 0);
    }
  }

  /** Reads a URL; blanks around it do not count, nor what else cannot be seen. */
  static WebhookUrl of(String configured) {
    return Characters.areVisibleAscii(configured)
        ? Parser.parse(configured)
        : Parser.parseAny(Characters.strip(configured));
  }

  /** The grammar; nested so that its patterns stay out of the interface. */
  final class Parser {
    private static final int LONGEST_NAME = 253;
    private static final Pattern NAME =
        Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_-]{1,63}");
    private static final Pattern AUTHORITY =
        Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(:(?<port>[0-9]{0,5}))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern DOTTED_QUAD =
        Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private static final Pattern NO_HOST = Pattern.compile("(?i)https?:/*([?#].*)?");

    private Parser() {}

    /** Any characters; most URLs have only visible ASCII and are spared the search for others. */
    private static WebhookUrl parseAny(String configured) {
      int invisible = Characters.firstInvisible(configured);
      if (invisible >= 0) {
        return new Unusable(
            configured, SnapshotReason.INVISIBLE.text(Characters.shown(configured, invisible)));
      }
      return Characters.hasLoneSurrogate(configured)
          ? new Unusable(configured, SnapshotReason.BAD_URL.text())
          : parse(configured);
    }

    private static WebhookUrl parse(String configured) {
      URI uri;
      try {
        uri = new URI(configured);
      } catch (URISyntaxException e) {
        boolean hasNoHost = NO_HOST.matcher(configured).matches();
        return new Unusable(
            configured, (hasNoHost ? SnapshotReason.NO_HOST : SnapshotReason.BAD_URL).text());
      }
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (!scheme.equals("https") && !scheme.equals("http")) {
        return new Unusable(configured, SnapshotReason.NOT_HTTPS.text());
      }
      String authority = uri.getRawAuthority();
      if (authority == null) {
        return new Unusable(configured, SnapshotReason.NO_HOST.text());
      }
      if (authority.contains("@")) {
        return new Unusable(configured, SnapshotReason.CREDENTIALS.text());
      }
      var parts = AUTHORITY.matcher(authority);
      if (!parts.matches()) {
        return new Unusable(configured, SnapshotReason.BAD_HOST.text());
      }
      String written = withoutTrailingDot(parts.group("host").toLowerCase(Locale.ROOT));
      String ambiguous = InternationalHost.ambiguity(written);
      if (ambiguous != null) {
        return new Unusable(configured, SnapshotReason.TWO_WAY_HOST.text(ambiguous));
      }
      String host = InternationalHost.toAscii(written);
      if (!host.startsWith("[") && !isNameOrDottedQuad(host)) {
        return new Unusable(configured, SnapshotReason.BAD_HOST.text());
      }
      int defaultPort = scheme.equals("https") ? 443 : 80;
      String portText = parts.group("port");
      int port = portText == null || portText.isEmpty() ? defaultPort : Integer.parseInt(portText);
      if (port < 1 || port > 65_535) {
        return new Unusable(configured, SnapshotReason.BAD_PORT.text());
      }
      String target = target(uri);
      String text = scheme + "://" + host + (port == defaultPort ? "" : ":" + port) + target;
      return new Usable(text, new Origin(scheme, host, port), target);
    }

    private static boolean isNameOrDottedQuad(String host) {
      String lastLabel = host.substring(host.lastIndexOf('.') + 1);
      return NUMBER.matcher(lastLabel).matches()
          ? DOTTED_QUAD.matcher(host).matches()
          : host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
    }

    private static String withoutTrailingDot(String host) {
      return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String target(URI uri) {
      String text = uri.toASCIIString();
      URI ascii = text.equals(uri.toString()) ? uri : URI.create(text);
      String rawPath = ascii.getRawPath();
      String path = rawPath == null || rawPath.isEmpty() ? "/" : rawPath;
      String query = ascii.getRawQuery();
      return query == null ? path : path + "?" + query;
    }
  }
}
