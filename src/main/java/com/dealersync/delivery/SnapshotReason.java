package com.dealersync.delivery;

/** What the snapshot says of a dealer cannot be sent to. */
enum SnapshotReason implements Reason {
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
      "Regístrelo otra vez: se dañó al guardarlo");

  private final Cause cause;

  SnapshotReason(FailureKind kind, String what, String remedy) {
    cause = new Cause(kind, what, remedy);
  }

  @Override
  public Cause cause() {
    return cause;
  }
}
