package com.dealersync.sync;

import com.dealersync.database.Fault;

/** A run cannot go on, and another attempt could not either. Its message is for operators. */
class ImpossibleRunException extends RuntimeException implements Fault.Judged {

  ImpossibleRunException(String reason) {
    super(reason);
  }

  @Override
  public Fault fault() {
    return Fault.PERMANENT;
  }
}
