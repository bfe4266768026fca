package com.dealersync.delivery;

/** Scheme, host and port: what shares a server, and so its limits and its faults. */
record Origin(String scheme, String host, int port) {

  @Override
  public String toString() {
    return "%s://%s:%d".formatted(scheme, host, port);
  }
}
