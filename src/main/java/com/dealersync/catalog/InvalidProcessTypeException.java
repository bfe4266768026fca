package com.dealersync.catalog;

/** A process type is configured in a way that cannot work; the message names it, in Spanish. */
public class InvalidProcessTypeException extends RuntimeException {

  public InvalidProcessTypeException(String message) {
    super(message);
  }

  public InvalidProcessTypeException(String message, Throwable cause) {
    super(message, cause);
  }
}
