package com.dealersync.sync;

import com.dealersync.database.Fault;
import com.dealersync.payload.ContentLostException;
import com.dealersync.payload.InvalidRowException;
import com.dealersync.payload.PayloadTooLargeException;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Why a run failed, in words that everybody may read. Messages of exceptions contain SQL and names
 * from the code and the network, so they are only in the run's error details and in the log.
 */
final class FailureReason {

  private static final int DEEPEST = 30;

  private FailureReason() {}

  static String of(Throwable failure) {
    return switch (failure) {
      case ImpossibleRunException ours -> String.valueOf(ours.getMessage());
      case UnknownProcessTypeException ours -> String.valueOf(ours.getMessage());
      case LeaseLapsedException ours -> String.valueOf(ours.getMessage());
      case PayloadTooLargeException ours -> String.valueOf(ours.getMessage());
      case ContentLostException ours -> String.valueOf(ours.getMessage());
      case RenderingException ours when ours.getCause() instanceof InvalidRowException row ->
          String.valueOf(row.getMessage());
      case RenderingException ours -> "No se pudo generar el contenido" + code(ours);
      default -> byFault(failure);
    };
  }

  private static String byFault(Throwable failure) {
    return switch (Fault.of(failure)) {
      case PERMANENT -> "La base de datos rechazó una operación" + code(failure);
      case DATABASE -> "La base de datos no pudo atender una operación" + code(failure);
      case MEMORY ->
          "El trabajo no cabe en la memoria del nodo (heap de %d MiB)"
              .formatted(Runtime.getRuntime().maxMemory() >> 20);
      case NODE, UNEXPECTED ->
          "Error inesperado; los detalles están en COES_ERRORDETAILS y en el log";
    };
  }

  /** The database's error code of the deepest cause that has one. */
  private static String code(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(DEEPEST)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .reduce((above, below) -> below)
        .map(sql -> " (SQLState %s, código %d)".formatted(sql.getSQLState(), sql.getErrorCode()))
        .orElse("");
  }
}
