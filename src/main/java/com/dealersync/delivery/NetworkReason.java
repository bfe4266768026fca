package com.dealersync.delivery;

/** The way to the dealer and back: look-up, connection, TLS, and what came back was no HTTP. */
enum NetworkReason implements Reason {
  NO_ADDRESS(
      FailureKind.DNS,
      "No se encontró el host del webhook",
      "Revise que esté bien escrito y que exista en el DNS"),
  SLOW_LOOKUP(
      FailureKind.DNS,
      "Tiempo agotado al buscar el host del webhook",
      "Revise el DNS del dealer y el de este servicio"),
  BLOCKED_ADDRESS(
      FailureKind.BLOCKED,
      "El host del webhook tiene una dirección no permitida",
      "Solo se envía a direcciones públicas: corrija el DNS del dealer o pida que se permita la"
          + " suya"),
  NOT_CONNECTED(
      FailureKind.CONNECT,
      "No se pudo conectar con el dealer",
      "Pida al dealer que revise que su servidor esté encendido y reciba conexiones en ese puerto"),
  NO_ROUTE(
      FailureKind.CONNECT,
      "No hay ruta hacia el dealer",
      "Revise la red y el firewall de este servicio y los del dealer"),
  SLOW_CONNECT(
      FailureKind.CONNECT,
      "Tiempo agotado al conectar con el dealer",
      "Suele ser un firewall que descarta la conexión: pida al dealer que deje entrar a este"
          + " servicio"),
  SLOW_HANDSHAKE(
      FailureKind.TIMEOUT,
      "Tiempo agotado al negociar TLS",
      "El servidor del dealer acepta la conexión y calla: pídale que lo revise"),
  BAD_CERTIFICATE(
      FailureKind.TLS_IDENTITY,
      "El certificado del dealer no es válido: vencido, de otro host o sin cadena de confianza",
      "Pida al dealer que lo renueve o que instale la cadena completa"),
  NO_TLS(
      FailureKind.IO,
      "El servidor del dealer no habla TLS en ese puerto",
      "Corrija el puerto de la URL o pida al dealer que sirva https ahí"),
  BAD_HANDSHAKE(
      FailureKind.IO,
      "Falló la negociación TLS con el dealer",
      "Pida al dealer que su servidor acepte TLS 1.2 o 1.3"),
  SLOW_SEND(
      FailureKind.TIMEOUT,
      "Tiempo agotado al enviar el catálogo",
      "El dealer lo recibe demasiado despacio o dejó de leer: pídale que revise su línea y su"
          + " servidor"),
  SLOW_ANSWER(
      FailureKind.TIMEOUT,
      "Tiempo agotado: el dealer no respondió",
      "Recibió el catálogo y no contestó: pídale que confirme antes de procesarlo"),
  SLOW_REPLY(
      FailureKind.TIMEOUT,
      "Tiempo agotado al recibir la respuesta del dealer",
      "La empezó y no la terminó: pídale que revise su servidor"),
  NO_REPLY(
      FailureKind.IO,
      "El dealer cerró la conexión sin responder",
      "Pídale que busque el error en la bitácora de su servidor"),
  CUT_OFF(
      FailureKind.IO,
      "Se cortó la conexión con el dealer",
      "Si se repite, pida al dealer que revise su servidor y lo que haya en el camino"),
  CUT_REPLY(
      FailureKind.IO,
      "La respuesta del dealer se cortó antes de terminar",
      "Pídale que revise la longitud que anuncia y lo que haya delante de su servidor"),
  NOT_HTTP(
      FailureKind.IO,
      "La respuesta del dealer no es HTTP válido",
      "Revise con él que el host y el puerto de la URL sean los de su webhook");

  private final Cause cause;

  NetworkReason(FailureKind kind, String what, String remedy) {
    cause = new Cause(kind, what, remedy);
  }

  @Override
  public Cause cause() {
    return cause;
  }
}
