package com.dealersync.delivery;

import java.io.IOException;

/**
 * A connection that has carried another message broke before any byte of a reply. It says nothing
 * about the dealer, who may close an idle connection at any time.
 */
final class LostConnectionException extends IOException {
  LostConnectionException(IOException cause) {
    super(cause);
  }
}
