package com.dealersync.notices;

/** What people are told. */
public enum NoticeEvent {
  EJECUCION_FALLIDA("ejecucion.fallida", "falló una ejecución"),
  CARGA_PARCIAL("carga.parcial", "quedó incompleta"),
  CARGA_SINCRONIZADA("carga.sincronizada", "quedó sincronizada"),
  EJECUCION_LARGA("ejecucion.larga", "una ejecución tarda demasiado");

  private final String text;
  private final String headline;

  NoticeEvent(String text, String headline) {
    this.text = text;
    this.headline = headline;
  }

  /** Its name in a message. */
  public String text() {
    return text;
  }

  /** What the subject of a mail says of the load. */
  String headline() {
    return headline;
  }
}
