package com.dealersync.sync;

import com.dealersync.catalog.NeverSent;

/**
 * Why a run has no answer of a dealer: what happened and what to do, in the words that people read.
 * The operators' page lists these reasons beside those of deliveries.
 */
enum UnsentReason {
  NO_WEBHOOK(
      "Omitido: no tiene URL de webhook",
      "Regístrela en el snapshot de la carga e inicie la carga otra vez"),
  UNANSWERED(
      "La ejecución terminó sin conocer su respuesta: %s",
      "El dealer pudo haberlo recibido; al iniciar la carga otra vez se le repite con el mismo"
          + " webhook-id"),
  ENDED_EARLY(
      NeverSent.REASON + "%s",
      "Atienda esa causa; la carga se puede iniciar otra vez mientras otra no la reemplace");

  private final String what;
  private final String remedy;

  UnsentReason(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** What happened; it may have one placeholder. */
  String what() {
    return what;
  }

  String remedy() {
    return remedy;
  }

  /**
   * The text as people read it.
   *
   * @param detail what replaces the placeholder, if there is one
   */
  String text(Object... detail) {
    return what.formatted(detail) + ". " + remedy + ".";
  }
}
