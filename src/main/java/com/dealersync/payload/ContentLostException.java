package com.dealersync.payload;

import com.dealersync.database.Fault;

/** The sealed content of a load is missing or damaged. Nothing else may be sent for the load. */
public class ContentLostException extends RuntimeException implements Fault.Judged {

  ContentLostException(SealedContent content) {
    super(
        "El contenido sellado de la carga %d no está completo o cambió (SHA-256 %s)"
            .formatted(content.loadId(), content.sha256()));
  }

  @Override
  public Fault fault() {
    return Fault.PERMANENT;
  }
}
