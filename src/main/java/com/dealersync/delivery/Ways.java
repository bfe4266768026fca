package com.dealersync.delivery;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which way a dealer is reached, as far as the policy on addresses permits it. What goes through
 * the proxy is judged by its addresses where this node can find them. Where it cannot, only the
 * proxy can judge; then the name must at least be one that the public DNS may have.
 */
final class Ways {
  private final AddressPolicy policy;
  private final CheckedDnsResolver dnsResolver;
  private final @Nullable OutboundProxy proxy;

  /** A way to a dealer. */
  enum Way {
    DIRECT,
    THROUGH_PROXY,
    /** Likewise, and the proxy finds its address. */
    LEFT_TO_PROXY
  }

  /**
   * @param proxy null if there is none
   */
  Ways(AddressPolicy policy, CheckedDnsResolver dnsResolver, @Nullable OutboundProxy proxy) {
    this.policy = policy;
    this.dnsResolver = dnsResolver;
    this.proxy = proxy;
  }

  /**
   * The way to a host. Of a direct one the addresses are still to be checked.
   *
   * @throws BlockedAddressException if it must not be reached
   */
  Way to(String host, int port) throws UnknownHostException {
    if (proxy == null || proxy.leavesOut(host)) {
      return Way.DIRECT;
    }
    List<InetSocketAddress> known;
    try {
      known = dnsResolver.resolve(host, port);
    } catch (BlockedAddressException e) {
      throw e;
    } catch (UnknownHostException e) {
      return unknown(host, port, e);
    }
    return known.stream().allMatch(address -> proxy.leavesOut(address.getAddress()))
        ? Way.DIRECT
        : Way.THROUGH_PROXY;
  }

  /**
   * Looks a host up as {@link #to} and a connection would.
   *
   * @throws BlockedAddressException if it must not be reached
   */
  void check(String host, int port) throws UnknownHostException {
    if (to(host, port) == Way.DIRECT) {
      dnsResolver.resolve(host, port);
    }
  }

  private Way unknown(String host, int port, UnknownHostException why) throws UnknownHostException {
    // A number needs no look-up: if none came about, there was no time for it.
    if (Cidr.looksLikeOne(host)) {
      throw why;
    }
    if (!policy.permitsUnknown(host, port)) {
      throw new BlockedAddressException(host);
    }
    return Way.LEFT_TO_PROXY;
  }
}
