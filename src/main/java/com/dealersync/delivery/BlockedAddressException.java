package com.dealersync.delivery;

import java.net.UnknownHostException;

/** The host has an address that webhooks may not reach. */
final class BlockedAddressException extends UnknownHostException {
  BlockedAddressException(String host) {
    super(host);
  }
}
