package com.dealersync.probe;

/** What a receiver is tried with, in order, and what one that conforms does. */
enum Check {
  VALID("Un mensaje válido", "2xx con un objeto JSON que lleva ackToken"),
  REPEATED(
      "El mismo mensaje otra vez",
      "2xx con el mismo ackToken: se repite lo que no se supo si había llegado"),
  AT_ONCE(
      "Un mensaje dos veces a la vez",
      "2xx con el mismo ackToken en ambas; o 503 con Retry-After en la que espera a la otra"),
  ROTATED(
      "Dos firmas, la segunda con su secreto",
      "2xx con ackToken: mientras se rota un secreto basta que una firma coincida"),
  STRANGER("Una firma hecha con otro secreto", "401 (o 403, 400): no es de dealer-sync"),
  UNSIGNED("Un mensaje sin firma", "401 (o 403, 400): no es de dealer-sync"),
  OLD(
      "Un mensaje firmado hace una hora",
      "401 (o 403, 400): pasa de los cinco minutos, así que alguien lo guardó y lo repite"),
  UNKNOWN(
      "Un proceso que no existe",
      "422: así se distingue un proceso que no recibe de uno que no se guardó"),
  LARGE("Un cuerpo de 10 MiB", "422, como el anterior: lo recibe completo y revisa su firma");

  private final String title;
  private final String must;

  Check(String title, String must) {
    this.title = title;
    this.must = must;
  }

  /** In Spanish, as the next. */
  String title() {
    return title;
  }

  /** What a receiver that conforms answers. */
  String must() {
    return must;
  }
}
