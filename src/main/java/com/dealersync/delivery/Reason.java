package com.dealersync.delivery;

/**
 * Each cause for which a dealer does not confirm, in the words that people read: what was wrong and
 * what to do. No two share a text, and the operators' page lists them all.
 */
enum Reason {
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
  PROXY_NO_ADDRESS(
      FailureKind.PROXY,
      "No se encontró el host del proxy de salida",
      "Revise dealer-sync.delivery.proxy.url y el DNS de este servicio"),
  PROXY_SLOW_LOOKUP(
      FailureKind.PROXY,
      "Tiempo agotado al buscar el host del proxy de salida",
      "Revise el DNS de este servicio"),
  PROXY_NOT_CONNECTED(
      FailureKind.PROXY,
      "No se pudo conectar con el proxy de salida",
      "Revise que esté encendido y que dealer-sync.delivery.proxy.url lleve su host y su puerto"),
  PROXY_SLOW_CONNECT(
      FailureKind.PROXY,
      "Tiempo agotado al conectar con el proxy de salida",
      "Revise la red entre este servicio y el proxy"),
  PROXY_UNAUTHORISED(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d: pide usuario y contraseña, o no acepta los que tiene",
      "Corrija dealer-sync.delivery.proxy.username y dealer-sync.delivery.proxy.password"),
  PROXY_FORBIDDEN(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d: no permite llegar al dealer",
      "Pida a quien lo administra que permita el host y el puerto del webhook"),
  PROXY_CANNOT_REACH(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d: no pudo llegar al dealer",
      "Si les pasa a todos, avise a quien administra el proxy; si no, pida al dealer que revise que"
          + " su servidor esté encendido y reciba conexiones desde ahí"),
  PROXY_REFUSED(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d y no abrió el túnel hacia el dealer",
      "Pida a quien lo administra que permita CONNECT"),
  PROXY_NOT_HTTP(
      FailureKind.PROXY,
      "La respuesta del proxy de salida no es HTTP válido",
      "Revise que dealer-sync.delivery.proxy.url sea de un proxy HTTP, y no de un puerto TLS o"
          + " SOCKS"),
  PROXY_CUT_OFF(
      FailureKind.PROXY,
      "El proxy de salida cerró la conexión sin abrir el túnel hacia el dealer",
      "Pida a quien lo administra que busque el error en su bitácora"),
  PROXY_SLOW_TUNNEL(
      FailureKind.PROXY,
      "Tiempo agotado: el proxy de salida no abrió el túnel hacia el dealer",
      "El proxy o el dealer no responden: revise cuál de los dos con quien administra el proxy"),
  PROXY_SLOW_HANDSHAKE(
      FailureKind.PROXY,
      "Tiempo agotado al negociar TLS con el dealer a través del proxy de salida",
      "Revise con quien administra el proxy si el túnel llega al dealer"),
  PROXY_BAD_HANDSHAKE(
      FailureKind.PROXY,
      "Falló la negociación TLS con el dealer a través del proxy de salida",
      "Revise con quien administra el proxy si el túnel llega al dealer, y pida al dealer que"
          + " acepte TLS 1.2 o 1.3"),
  PROXY_NO_TLS(
      FailureKind.PROXY,
      "Lo que llegó a través del proxy de salida no es TLS",
      "Revise el puerto de la URL del webhook, y con quien administra el proxy si lo desvía"),
  PROXY_BAD_CERTIFICATE(
      FailureKind.TLS_IDENTITY,
      "El certificado que llegó a través del proxy de salida no es válido para el dealer",
      "Si el proxy inspecciona TLS, pida que no lo haga con los dealers; si no, pida al dealer que"
          + " instale uno vigente con la cadena completa"),
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
      "Revise con él que el host y el puerto de la URL sean los de su webhook"),
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
      "Pida al dealer un token propio, y cambie el secreto"),
  REDIRECTED(
      FailureKind.REJECTED,
      "El dealer respondió HTTP %d: el webhook está en otra dirección",
      "No se siguen redirecciones: registre la URL definitiva"),
  UNAUTHORISED(
      FailureKind.REJECTED,
      "El dealer respondió HTTP %d: no acepta el secreto o la firma",
      "Compare con él el secreto registrado"),
  NOT_FOUND(
      FailureKind.REJECTED,
      "El dealer respondió HTTP %d: no conoce esa ruta o no acepta POST en ella",
      "Revise con él la URL del webhook"),
  TOO_LARGE(
      FailureKind.REJECTED,
      "El dealer respondió HTTP %d: el mensaje le parece demasiado grande",
      "Pídale que suba el límite de su servidor"),
  GONE(
      FailureKind.REJECTED,
      "webhook dado de baja",
      "Confirme con el dealer si debe seguir recibiendo, y registre su nueva URL"),
  UNSUPPORTED(
      FailureKind.REJECTED,
      "proceso no soportado por el dealer",
      "Confirme con él qué procesos recibe"),
  REFUSED(
      FailureKind.REJECTED,
      "El dealer respondió HTTP %d: no aceptó el mensaje",
      "Revise con él por qué lo rechaza"),
  UNKNOWN_STATUS(
      FailureKind.REJECTED,
      "El dealer respondió HTTP %d, un código que no existe",
      "Pídale que conteste con un código de HTTP"),
  ASKED_TO_RETRY(
      FailureKind.ASKED_TO_RETRY,
      "El dealer respondió HTTP %d: pide que se le envíe otra vez",
      "Ya se repitió; si sigue así, pídale que revise su servidor"),
  THROTTLED(
      FailureKind.THROTTLED,
      "El dealer respondió HTTP %d: recibe demasiadas peticiones",
      "Inicie la carga otra vez más tarde, o pídale que suba su límite"),
  CANNOT(
      FailureKind.SERVER_REFUSAL,
      "El dealer respondió HTTP %d: su servidor no ofrece lo que necesita un webhook",
      "Pídale que acepte POST por HTTP/1.1"),
  SERVER_ERROR(
      FailureKind.SERVER_ERROR,
      "El dealer respondió HTTP %d: falló su servidor",
      "Pídale que lo revise, e inicie la carga otra vez"),
  NO_BAC(
      FailureKind.UNUSABLE,
      "El dealer no tiene BAC",
      "Complete su registro en el snapshot de la carga"),
  NOT_HTTPS(
      FailureKind.UNUSABLE,
      "La URL del webhook no es https",
      "Registre la dirección completa, con https:// al principio"),
  PLAIN_HTTP(
      FailureKind.BLOCKED,
      "La URL del webhook no es https, y su http no está permitido",
      "Pida al dealer una dirección https"),
  NO_HOST(
      FailureKind.UNUSABLE, "La URL del webhook no tiene host", "Registre la dirección completa"),
  BAD_URL(
      FailureKind.UNUSABLE,
      "La URL del webhook no es válida",
      "Escríbala otra vez: los espacios, los signos < > { } | \\ ^ y un % suelto se escriben como"
          + " %%XX"),
  INVISIBLE(
      FailureKind.UNUSABLE,
      "La URL del webhook lleva un carácter invisible (%s)",
      "Escríbala otra vez en lugar de copiarla"),
  CREDENTIALS(
      FailureKind.UNUSABLE,
      "La URL del webhook lleva usuario o contraseña",
      "Quítelos: el dealer se asegura por la firma"),
  TWO_WAY_HOST(
      FailureKind.UNUSABLE,
      "El host del webhook se puede leer de dos maneras por un carácter suyo (%s)",
      "Registre el nombre en su forma ASCII, la que lleva xn--"),
  BAD_HOST(
      FailureKind.UNUSABLE,
      "El host del webhook no es válido",
      "Revise que sea un nombre o una dirección IP bien escrita"),
  BAD_PORT(
      FailureKind.UNUSABLE, "El puerto del webhook no es válido", "Debe estar entre 1 y 65535"),
  OTHER_PORT(
      FailureKind.BLOCKED,
      "El puerto del webhook no es 443 ni 8443",
      "Pida al dealer uno de esos, o que se permita el suyo"),
  ENCRYPTED_SECRET(
      FailureKind.UNUSABLE,
      "El secreto del webhook está cifrado y no se pudo leer: falta su clave o fue alterado",
      "Dé al servicio la clave con la que se cifró, o registre el secreto otra vez"),
  NOT_BASE64(
      FailureKind.UNUSABLE,
      "El secreto del webhook empieza con whsec_ y lo que sigue no es base64",
      "Cópielo otra vez completo"),
  EMPTY_SECRET(
      FailureKind.UNUSABLE,
      "El secreto del webhook no tiene nada después de whsec_",
      "Cópielo otra vez completo"),
  BASE64_URL(
      FailureKind.UNUSABLE,
      "El secreto del webhook empieza con whsec_ y lo que sigue es base64url",
      "Regístrelo en base64: con + en lugar de - y con / en lugar de _"),
  LINE_BREAK_AFTER_SECRET(
      FailureKind.UNUSABLE,
      "El secreto del webhook termina con un salto de línea",
      "Regístrelo otra vez sin él"),
  INVISIBLE_IN_SECRET(
      FailureKind.UNUSABLE,
      "El secreto del webhook lleva un carácter invisible o de control (%s)",
      "Escríbalo otra vez en lugar de copiarlo"),
  BROKEN_SECRET(
      FailureKind.UNUSABLE,
      "El secreto del webhook no es texto Unicode válido",
      "Regístrelo otra vez: se dañó al guardarlo"),
  ABANDONED(FailureKind.ABANDONED, "La ejecución terminó antes", "Inicie la carga otra vez"),
  NOT_TRIED(
      FailureKind.ABANDONED,
      "No se intentó: el servidor del dealer o la red no respondieron durante toda la ejecución",
      "Revise la red de este servicio y al dealer, e inicie la carga otra vez"),
  INTERNAL(
      FailureKind.INTERNAL,
      "Error interno al enviar",
      "Avise a quien opera este servicio: la bitácora tiene el detalle");

  private final FailureKind kind;
  private final String what;
  private final String remedy;

  Reason(FailureKind kind, String what, String remedy) {
    this.kind = kind;
    this.what = what;
    this.remedy = remedy;
  }

  /** What a status that is no success means. */
  static Reason of(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> REDIRECTED;
      case 401, 403 -> UNAUTHORISED;
      case 404, 405 -> NOT_FOUND;
      case 408, 425 -> ASKED_TO_RETRY;
      case 410 -> GONE;
      case 413 -> TOO_LARGE;
      case 422 -> UNSUPPORTED;
      case 429 -> THROTTLED;
      case 501, 505 -> CANNOT;
      default -> status >= 600 ? UNKNOWN_STATUS : status >= 500 ? SERVER_ERROR : REFUSED;
    };
  }

  FailureKind kind() {
    return kind;
  }

  /** What was wrong; it may have one place to fill. */
  String what() {
    return what;
  }

  /** What to do about it. */
  String remedy() {
    return remedy.replace("%%", "%");
  }

  /**
   * The text as people read it.
   *
   * @param detail what goes into its place, if it has one
   */
  String text(Object... detail) {
    return what.formatted(detail) + ". " + remedy() + ".";
  }

  /** Likewise, of an answer with that status. */
  String answered(int status, Object... detail) {
    String said = what.contains("%d") ? what.formatted(status) : what.formatted(detail);
    String shown = what.contains("%d") ? said : said + " (HTTP " + status + ")";
    return shown + ". " + remedy() + ".";
  }
}
