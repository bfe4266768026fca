package com.dealersync.delivery;

/** The status with which a dealer refuses. */
enum StatusReason implements Reason {
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
      "Pídale que lo revise, e inicie la carga otra vez");

  private final Cause cause;

  StatusReason(FailureKind kind, String what, String remedy) {
    cause = new Cause(kind, what, remedy);
  }

  /** What a status that is no success means. */
  static StatusReason of(int status) {
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

  @Override
  public Cause cause() {
    return cause;
  }
}
