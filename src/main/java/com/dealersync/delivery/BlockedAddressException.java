package com.dealersync.delivery;

import java.net.UnknownHostException;

/** The host has an address that webhooks may not reach. */
final class BlockedAddressException extends UnknownHostException {
  static final String REASON = "El host del webhook tiene una dirección no permitida";

  BlockedAddressException(String host) {
    super(host);
  }
}
