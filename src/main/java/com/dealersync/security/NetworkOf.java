package com.dealersync.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** The network by which an address is counted. */
final class NetworkOf {

  /** One IPv6 subscriber usually has at least a network with a prefix of 64 bits (RFC 6177). */
  private static final int IPV6_BYTES = 8;

  private NetworkOf() {}

  /**
   * An IPv4 address itself; the network of an IPv6 address, because one machine can use any number
   * of addresses in it.
   *
   * @param literal the address from the container; it is never a name, so that nothing is looked up
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
