package com.dealersync.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Who an address belongs to, as far as it shows. */
final class NetworkOf {

  /** What one subscriber usually gets of IPv6: RFC 6177 counts in networks of 64 bits at least. */
  private static final int IPV6_BYTES = 8;

  private NetworkOf() {}

  /**
   * An IPv4 address itself; of an IPv6 address its network, because one machine has as many
   * addresses in it as it likes.
   *
   * @param literal as the container gives it; never a name, so nothing is looked up
   */
  static String address(String literal) {
    if (!literal.contains(":")) {
      return literal;
    }
    try {
      return InetAddress.getByName(literal) instanceof Inet6Address address
          ? Arrays.toString(Arrays.copyOf(address.getAddress(), IPV6_BYTES))
          : literal;
    } catch (UnknownHostException e) {
      return literal;
    }
  }
}
