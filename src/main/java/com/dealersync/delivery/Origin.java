package com.dealersync.delivery;

/** Scheme, host and port: what shares a server, and so its limits and its faults. */
record Origin(String scheme, String host, int port) {

  /** The host as it is looked up: an IPv6 address without its brackets. */
  String hostOrAddress() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    return "%s://%s:%d".formatted(scheme, host, port);
  }
}
