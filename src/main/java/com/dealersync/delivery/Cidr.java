package com.dealersync.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A range of addresses, such as {@code 10.0.0.0/8}; a single address is a range of one. */
record Cidr(InetAddress network, int prefix) {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern LITERAL =
      Pattern.compile(
          "(%s(\\.%s){3}|\\[?[0-9a-f]*:[0-9a-f:.]*]?)(/[0-9]{1,3})?".formatted(OCTET, OCTET));

  static boolean looksLikeOne(String text) {
    return LITERAL.matcher(text).matches();
  }

  /**
   * Reads a CIDR or an address.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Cidr of(String text) {
    try {
      if (!looksLikeOne(text)) {
        throw new IllegalArgumentException("'" + text + "' is no address or CIDR");
      }
      int slash = text.indexOf('/');
      InetAddress network = InetAddress.getByName(slash < 0 ? text : text.substring(0, slash));
      int bits = network.getAddress().length * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      if (prefix > bits) {
        throw new IllegalArgumentException("'" + text + "' has too long a prefix");
      }
      return new Cidr(network, prefix);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + text + "' is no address or CIDR", e);
    }
  }

  boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    int whole = prefix / 8;
    for (int i = 0; i < whole; i++) {
      if (mine[i] != other[i]) {
        return false;
      }
    }
    int rest = prefix % 8;
    return rest == 0 || ((mine[whole] ^ other[whole]) & 0xff) >>> (8 - rest) == 0;
  }
}
