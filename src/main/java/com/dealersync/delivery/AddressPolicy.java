package com.dealersync.delivery;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps webhooks from reaching into our own network (SSRF): https to a public address on port 443
 * or 8443, and nothing else that the operator has not allowed by name.
 *
 * <p>The port alone decides what an address must be: plain http is refused on the two https ports,
 * so a connection to one of them is always TLS.
 */
final class AddressPolicy {
  private static final Set<Integer> HTTPS_PORTS = Set.of(443, 8443);

  /** What never is in the public DNS (RFC 6761; RFC 6762, appendix G; RFC 8375). */
  private static final Pattern PRIVATE_NAME =
      Pattern.compile(
          "[^.]+|.*\\.(localhost|local|internal|intranet|private|corp|home|lan|home\\.arpa)");

  private final Set<String> allowedHosts = new HashSet<>();
  private final List<Cidr> allowedRanges = new ArrayList<>();

  /**
   * @param allow hosts, addresses and CIDRs
   * @throws IllegalArgumentException if an entry is none of these
   */
  AddressPolicy(List<String> allow) {
    for (String entry : allow) {
      try {
        add(entry.strip().toLowerCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "dealer-sync.delivery.allow: '%s' no es un nombre, una dirección ni un CIDR"
                .formatted(entry));
      }
    }
  }

  private void add(String entry) {
    if (Cidr.looksLikeOne(entry)) {
      allowedRanges.add(Cidr.of(entry));
    } else if (WebhookUrl.of("https://" + entry) instanceof WebhookUrl.Usable url
        && isNothingButItsHost(entry, url.origin().host())) {
      allowedHosts.add(url.origin().host());
    } else {
      throw new IllegalArgumentException("'" + entry + "' is no host");
    }
  }

  private static boolean isNothingButItsHost(String entry, String host) {
    boolean international = !entry.chars().allMatch(c -> c < 128);
    return international
        ? entry.chars().noneMatch(c -> "/:?#".indexOf(c) >= 0)
        : host.equals(entry);
  }

  /** Why this origin is never dialled, as far as that shows without a look-up. */
  @Nullable Reason refusal(Origin origin) {
    boolean httpsPort = HTTPS_PORTS.contains(origin.port());
    if (origin.scheme().equals("http") && (httpsPort || nothingIsAllowed())) {
      return SnapshotReason.PLAIN_HTTP;
    }
    if (!httpsPort && nothingIsAllowed()) {
      return SnapshotReason.OTHER_PORT;
    }
    return null;
  }

  /** Whether a connection may be opened to this address of this host. */
  boolean permits(String host, InetAddress address, int port) {
    return allowedHosts.contains(host)
        || allowedRanges.stream().anyMatch(range -> range.contains(address))
        || (HTTPS_PORTS.contains(port) && PublicAddresses.contains(address));
  }

  /** Whether it may be reached by others, who know its addresses when this node does not. */
  boolean permitsUnknown(String host, int port) {
    return allowedHosts.contains(host)
        || (HTTPS_PORTS.contains(port) && !PRIVATE_NAME.matcher(host).matches());
  }

  private boolean nothingIsAllowed() {
    return allowedHosts.isEmpty() && allowedRanges.isEmpty();
  }
}
