package com.dealersync.dev;

/** How a demo webhook treats what it is sent. */
enum Behaviour {
  CONFIRMS("confirma"),
  CLOSES("confirma y cierra cada conexión sin avisar"),
  IN_LATIN_1("confirma en ISO-8859-1"),
  LATE("confirma al segundo intento; antes responde 503"),
  SLOW("confirma después de 3 segundos"),
  UNAUTHORISED("responde 401"),
  BROKEN("responde 500"),
  WITHOUT_TOKEN("responde 200 sin token");

  private final String description;

  Behaviour(String description) {
    this.description = description;
  }

  /** In Spanish. */
  String description() {
    return description;
  }
}
