package com.dealersync.dev;

/** The demonstration cannot start as it is asked for; the message says why, in Spanish. */
public final class InvalidDemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidDemoException(String message) {
    super(message);
  }

  InvalidDemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
