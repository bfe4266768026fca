package com.dealersync.api;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.hibernate.TransactionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that is away from one that refuses what we ask. */
final class DatabaseFaults {

  private DatabaseFaults() {}

  static boolean isAway(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .anyMatch(DatabaseFaults::saysAway);
  }

  private static boolean saysAway(Throwable cause) {
    return switch (cause) {
      case CannotCreateTransactionException noConnection -> true;
      case DataAccessResourceFailureException lost -> true;
      case QueryTimeoutException slow -> true;
      // What cannot even be rolled back has lost its connection, whose own error this one hides.
      case TransactionException lost -> true;
      case SQLTransientConnectionException poolEmpty -> true;
      case SQLNonTransientConnectionException refused -> true;
      case SQLRecoverableException lost -> true;
      case SQLTimeoutException slow -> true;
      case SQLException other -> hasConnectionState(other);
      default -> false;
    };
  }

  /** SQLSTATE classes: 08 connection; PostgreSQL's 53 out of resources, 57 operator intervened. */
  private static boolean hasConnectionState(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57"));
  }
}
