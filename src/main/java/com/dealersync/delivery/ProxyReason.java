package com.dealersync.delivery;

/** The proxy on the way out, which is no dealer's fault. */
enum ProxyReason implements Reason {
  NO_ADDRESS(
      FailureKind.PROXY,
      "No se encontró el host del proxy de salida",
      "Revise dealer-sync.delivery.proxy.url y el DNS de este servicio"),
  SLOW_LOOKUP(
      FailureKind.PROXY,
      "Tiempo agotado al buscar el host del proxy de salida",
      "Revise el DNS de este servicio"),
  NOT_CONNECTED(
      FailureKind.PROXY,
      "No se pudo conectar con el proxy de salida",
      "Revise que esté encendido y que dealer-sync.delivery.proxy.url lleve su host y su puerto"),
  SLOW_CONNECT(
      FailureKind.PROXY,
      "Tiempo agotado al conectar con el proxy de salida",
      "Revise la red entre este servicio y el proxy"),
  UNAUTHORISED(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d: pide usuario y contraseña, o no acepta los que tiene",
      "Corrija dealer-sync.delivery.proxy.username y dealer-sync.delivery.proxy.password"),
  FORBIDDEN(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d: no permite llegar al dealer",
      "Pida a quien lo administra que permita el host y el puerto del webhook"),
  CANNOT_REACH(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d: no pudo llegar al dealer",
      "Si les pasa a todos, avise a quien administra el proxy; si no, pida al dealer que revise que"
          + " su servidor esté encendido y reciba conexiones desde ahí"),
  REFUSED(
      FailureKind.PROXY,
      "El proxy de salida respondió HTTP %d y no abrió el túnel hacia el dealer",
      "Pida a quien lo administra que permita CONNECT"),
  NOT_HTTP(
      FailureKind.PROXY,
      "La respuesta del proxy de salida no es HTTP válido",
      "Revise que dealer-sync.delivery.proxy.url sea de un proxy HTTP, y no de un puerto TLS o"
          + " SOCKS"),
  CUT_OFF(
      FailureKind.PROXY,
      "El proxy de salida cerró la conexión sin abrir el túnel hacia el dealer",
      "Pida a quien lo administra que busque el error en su bitácora"),
  SLOW_TUNNEL(
      FailureKind.PROXY,
      "Tiempo agotado: el proxy de salida no abrió el túnel hacia el dealer",
      "El proxy o el dealer no responden: revise cuál de los dos con quien administra el proxy"),
  SLOW_HANDSHAKE(
      FailureKind.PROXY,
      "Tiempo agotado al negociar TLS con el dealer a través del proxy de salida",
      "Revise con quien administra el proxy si el túnel llega al dealer"),
  BAD_HANDSHAKE(
      FailureKind.PROXY,
      "Falló la negociación TLS con el dealer a través del proxy de salida",
      "Revise con quien administra el proxy si el túnel llega al dealer, y pida al dealer que"
          + " acepte TLS 1.2 o 1.3"),
  NO_TLS(
      FailureKind.PROXY,
      "Lo que llegó a través del proxy de salida no es TLS",
      "Revise el puerto de la URL del webhook, y con quien administra el proxy si lo desvía"),
  BAD_CERTIFICATE(
      FailureKind.TLS_IDENTITY,
      "El certificado que llegó a través del proxy de salida no es válido para el dealer",
      "Si el proxy inspecciona TLS, pida que no lo haga con los dealers; si no, pida al dealer que"
          + " instale uno vigente con la cadena completa");

  private final Cause cause;

  ProxyReason(FailureKind kind, String what, String remedy) {
    cause = new Cause(kind, what, remedy);
  }

  @Override
  public Cause cause() {
    return cause;
  }
}
