package com.dealersync.delivery;

import java.io.IOException;

/** The proxy did not open a tunnel, and said so in its own way. */
final class ProxyException extends IOException {
  private final Reason reason;
  private final int status;

  /**
   * @param status what it answered; 0 if that is no HTTP
   */
  ProxyException(Reason reason, int status) {
    super(reason.name() + " " + status);
    this.reason = reason;
    this.status = status;
  }

  /** The outcome of the attempt. The status is not the dealer's, so only the text has it. */
  AttemptResult.Failed failed() {
    return AttemptResult.Failed.without(reason, status);
  }
}
