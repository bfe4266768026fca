package com.dealersync.sync;

/**
 * Why a dealer has no answer although nothing is wrong with what it said: in the words that people
 * read, what happened and what to do. The operators' page lists them beside those of deliveries.
 */
enum UnsentReason {
  NO_WEBHOOK(
      "Omitido: no tiene URL de webhook",
      "Regístrela en el snapshot de la carga e inicie la carga otra vez"),
  ENDED_EARLY(
      "La ejecución terminó antes: %s",
      "Atienda esa causa; la carga se puede iniciar otra vez mientras otra no la reemplace");

  private final String what;
  private final String remedy;

  UnsentReason(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** What happened; it may have one place to fill. */
  String what() {
    return what;
  }

  /** How every such text begins, whatever its detail. */
  String beginning() {
    return what.replace("%s", "");
  }

  String remedy() {
    return remedy;
  }

  /**
   * The text as people read it.
   *
   * @param detail what goes into its place, if it has one
   */
  String text(Object... detail) {
    return what.formatted(detail) + ". " + remedy + ".";
  }
}
