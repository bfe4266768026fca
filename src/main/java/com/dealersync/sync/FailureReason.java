package com.dealersync.sync;

import com.dealersync.payload.ContentLostException;
import com.dealersync.payload.PayloadTooLargeException;
import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Why a run failed, in words that everybody may read: neither SQL nor a name from the code or the
 * network, which exceptions are full of. Those stand in the run's error details and in the log.
 */
final class FailureReason {

  private FailureReason() {}

  static String of(Throwable failure) {
    return switch (failure) {
      case ImpossibleRunException ours -> String.valueOf(ours.getMessage());
      case LeaseLapsedException ours -> String.valueOf(ours.getMessage());
      case PayloadTooLargeException ours -> String.valueOf(ours.getMessage());
      case ContentLostException ours -> String.valueOf(ours.getMessage());
      case DataAccessException fault -> "La base de datos rechazó una operación" + code(fault);
      case TransactionException fault -> "La base de datos no respondió" + code(fault);
      default -> "Error inesperado; los detalles están en COES_ERRORDETAILS y en el log";
    };
  }

  private static String code(Throwable failure) {
    return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException sql
        ? " (SQLState %s, código %d)".formatted(sql.getSQLState(), sql.getErrorCode())
        : "";
  }
}
