package com.dealersync.delivery;

/** An answer that came, and does not confirm as it is. */
enum ReplyReason implements Reason {
  OTHER_HTTP(
      FailureKind.REJECTED,
      "El dealer respondió con una versión de HTTP que no se le pidió",
      "Pídale que su servidor conteste a HTTP/1.1"),
  SWITCHED(
      FailureKind.REJECTED,
      "El dealer respondió HTTP %d: quiere cambiar de protocolo",
      "Revise con él que la URL sea la de su webhook"),
  LONG_HEAD_LINE(
      FailureKind.NO_ACK,
      "SIN_ACK: una línea de la cabecera de la respuesta pasa de 16 KiB",
      "Pida al dealer que la acorte; suele ser una cookie"),
  LONG_HEAD(
      FailureKind.NO_ACK,
      "SIN_ACK: la cabecera de la respuesta pasa de 200 líneas",
      "Pida al dealer que la acorte"),
  BAD_HEAD_LINE(
      FailureKind.NO_ACK,
      "SIN_ACK: la cabecera de la respuesta trae una línea que no es un campo",
      "Pida al dealer que revise su servidor"),
  TWO_LENGTHS(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta anuncia dos longitudes distintas",
      "Pida al dealer que mande un solo Content-Length"),
  BAD_LENGTH(
      FailureKind.NO_ACK,
      "SIN_ACK: la longitud que anuncia la respuesta no es un número",
      "Pida al dealer que corrija su Content-Length"),
  CODED_TRANSFER(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta viene en una codificación de transferencia que no se pidió (%s)",
      "Pida al dealer que la mande entera o por partes (chunked)"),
  BAD_CHUNKS(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta por partes (chunked) está mal formada",
      "Pida al dealer que revise su servidor o su proxy"),
  COMPRESSED(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta viene comprimida (%s) y no se pidió así",
      "Pida al dealer que respete Accept-Encoding"),
  UNKNOWN_CHARSET(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta declara un juego de caracteres desconocido (%s)",
      "Pida al dealer que la mande en UTF-8"),
  OTHER_CHARSET(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta no está en el juego de caracteres que declara (%s)",
      "Pida al dealer que la mande en UTF-8"),
  NO_CONTENT(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta no trae contenido",
      "Pida al dealer que confirme con un objeto JSON que lleve ackToken"),
  LONG_REPLY(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta pasa de 64 KiB",
      "Pida al dealer que conteste solo con su confirmación"),
  NOT_JSON(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta no es JSON, así que no trae un token de confirmación válido",
      "Revise con el dealer que la URL sea la de su webhook y no la de una página"),
  HALF_JSON(
      FailureKind.NO_ACK,
      "SIN_ACK: el JSON de la respuesta está incompleto",
      "Pida al dealer que revise la longitud que anuncia"),
  MORE_THAN_JSON(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta trae algo más después de su JSON",
      "Pida al dealer que mande un solo objeto"),
  NO_OBJECT(
      FailureKind.NO_ACK,
      "SIN_ACK: el JSON de la respuesta no es un objeto",
      "Pida al dealer que confirme con un objeto que lleve ackToken"),
  NO_TOKEN(
      FailureKind.NO_ACK,
      "SIN_ACK: la respuesta no trae un token de confirmación válido: falta ackToken",
      "Pida al dealer que lo agregue a su confirmación"),
  BAD_TOKEN(
      FailureKind.NO_ACK,
      "SIN_ACK: el token de confirmación no es válido",
      "Pida al dealer un texto o un entero de 1 a 100 caracteres ASCII visibles"),
  TELLING_TOKEN(
      FailureKind.NO_ACK,
      "SIN_ACK: el token contiene el secreto del webhook",
      "Pida al dealer un token propio, y cambie el secreto");

  private final Cause cause;

  ReplyReason(FailureKind kind, String what, String remedy) {
    cause = new Cause(kind, what, remedy);
  }

  @Override
  public Cause cause() {
    return cause;
  }
}
