package com.dealersync.payload;

import com.dealersync.database.Fault;

/** What was sealed for a load cannot be read back as it was; nothing else may be sent for it. */
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
