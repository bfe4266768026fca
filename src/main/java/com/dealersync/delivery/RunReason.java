package com.dealersync.delivery;

/** What became of the run, or of this service. */
enum RunReason implements Reason {
  ABANDONED(
      FailureKind.ABANDONED,
      "La ejecución se detuvo antes de que el dealer contestara",
      "Inicie la carga otra vez"),
  NOT_TRIED(
      FailureKind.ABANDONED,
      "No se intentó: el servidor del dealer o la red no respondieron durante toda la ejecución",
      "Revise la red de este servicio y al dealer, e inicie la carga otra vez"),
  INTERNAL(
      FailureKind.INTERNAL,
      "Error interno al enviar",
      "Avise a quien opera este servicio: la bitácora tiene el detalle");

  private final Cause cause;

  RunReason(FailureKind kind, String what, String remedy) {
    cause = new Cause(kind, what, remedy);
  }

  @Override
  public Cause cause() {
    return cause;
  }
}
