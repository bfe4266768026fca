package com.dealersync.sync;

/** A run cannot go on, and another attempt could not either. Its message is for operators. */
class ImpossibleRunException extends RuntimeException {

  ImpossibleRunException(String reason) {
    super(reason);
  }
}
