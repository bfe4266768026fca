package com.dealersync.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are global unicast. Java's own predicates ({@code isSiteLocalAddress} and
 * friends) miss most of these ranges, so they are listed: the IANA special-purpose registries for
 * IPv4 and IPv6 (RFC 6890 and its updates).
 *
 * <p>Of IPv6 only 2000::/3 is assigned for global unicast. Inside it the ranges that carry or
 * tunnel an IPv4 address are refused too, because a gateway would unwrap it behind our back.
 */
final class PublicAddresses {
  private static final List<Cidr> RESERVED_V4 =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, cloud metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // IETF protocol assignments
          "192.0.2.0/24", // documentation
          "192.31.196.0/24", // AS112
          "192.52.193.0/24", // AMT
          "192.88.99.0/24", // 6to4 relay
          "192.168.0.0/16", // private
          "192.175.48.0/24", // AS112
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved, broadcast

  private static final Cidr GLOBAL_V6 = Cidr.of("2000::/3");

  private static final List<Cidr> RESERVED_V6 =
      ranges(
          "2001::/23", // IETF protocol assignments: Teredo, benchmarks, ORCHID
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, carries IPv4
          "2620:4f:8000::/48", // AS112
          "3fff::/20"); // documentation

  private PublicAddresses() {}

  /** IPv4-mapped addresses come as IPv4 from {@link InetAddress}, so they are judged as such. */
  static boolean contains(InetAddress address) {
    return address instanceof Inet4Address
        ? RESERVED_V4.stream().noneMatch(range -> range.contains(address))
        : GLOBAL_V6.contains(address)
            && RESERVED_V6.stream().noneMatch(range -> range.contains(address));
  }

  private static List<Cidr> ranges(String... cidrs) {
    return Stream.of(cidrs).map(Cidr::of).toList();
  }
}
