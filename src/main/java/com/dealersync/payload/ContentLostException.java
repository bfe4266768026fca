package com.dealersync.payload;

/** What was sealed for a load cannot be read back as it was; nothing else may be sent for it. */
public class ContentLostException extends RuntimeException {

  ContentLostException(SealedContent content) {
    super(
        "El contenido sellado de la carga %d no está completo o cambió (SHA-256 %s)"
            .formatted(content.loadId(), content.sha256()));
  }
}
