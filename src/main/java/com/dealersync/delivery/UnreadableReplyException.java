package com.dealersync.delivery;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A dealer has answered in a way that cannot be read, and would do so again. */
final class UnreadableReplyException extends IOException {
  private final transient Reason reason;
  private final @Nullable Integer status;
  private final String detail;

  /**
   * @param status null if not even that could be read
   * @param detail for the place in the reason's text
   */
  UnreadableReplyException(Reason reason, @Nullable Integer status, String detail) {
    super(reason.name());
    this.reason = reason;
    this.status = status;
    this.detail = detail;
  }

  Reason reason() {
    return reason;
  }

  @Nullable Integer status() {
    return status;
  }

  String detail() {
    return detail;
  }
}
