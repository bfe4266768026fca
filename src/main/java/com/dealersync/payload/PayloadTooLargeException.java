package com.dealersync.payload;

import com.dealersync.database.Fault;

/** A catalog is too large for one document. */
public class PayloadTooLargeException extends RuntimeException implements Fault.Judged {

  PayloadTooLargeException(long bytes, long most) {
    super(
        "El contenido tiene %d bytes y pasa de los %d que se pueden enviar".formatted(bytes, most));
  }

  @Override
  public Fault fault() {
    return Fault.PERMANENT;
  }
}
