package com.dealersync.database;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLSyntaxErrorException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.TransactionException;

/**
 * The kind of a failure, which decides what follows. Runs, the API and metrics all use this one
 * judgement. Only failures that would happen again in the same way are permanent, and those are
 * listed here. All other errors of a database or its driver lead to another attempt.
 */
public enum Fault {
  /** It would fail again on any node: our SQL, our data, or a run that is impossible. */
  PERMANENT,
  /** The database, or the connection to it, fails for a reason that may pass. */
  DATABASE,
  /** This node cannot do it; another one may. */
  NODE,
  /** It needs more memory than this node has. */
  MEMORY,
  /** A failure of no known kind. */
  UNEXPECTED;

  private static final int DEEPEST = 30;

  /** SQLSTATE classes of wrong statements and wrong values. */
  private static final Set<String> PERMANENT_STATES = Set.of("21", "22", "23", "42");

  /**
   * Error codes of Oracle for which its driver has no such state: a null or a value that a column
   * does not accept, and binds that do not match the statement.
   */
  private static final Set<Integer> PERMANENT_ON_ORACLE =
      Set.of(1407, 1461, 1483, 6502, 6550, 12899, 17003, 17004, 17006, 17041);

  /** Error codes of Oracle's waits and limits that its driver reports as bad SQL. */
  private static final Set<Integer> PASSING_ON_ORACLE = Set.of(2020, 2049, 2050, 2051, 2067, 2068);

  /** An exception that tells its kind itself, whatever its cause. */
  public interface Judged {
    Fault fault();
  }

  /** Looks through all causes; never throws. */
  public static Fault of(Throwable failure) {
    Fault worst = UNEXPECTED;
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable cause = failure;
        cause != null && seen.size() < DEEPEST && seen.add(cause);
        cause = next(cause)) {
      Fault fault = ofOne(cause);
      if (fault == MEMORY || cause instanceof Judged) {
        return fault;
      }
      // A deeper cause decides, unless its kind is unknown.
      worst = fault == UNEXPECTED ? worst : fault;
    }
    return worst;
  }

  private static @Nullable Throwable next(Throwable cause) {
    // In a batch, the error of the failed statement is the next exception.
    return cause instanceof SQLException sql && sql.getNextException() != null
        ? sql.getNextException()
        : cause.getCause();
  }

  private static Fault ofOne(Throwable cause) {
    return switch (cause) {
      case Judged judged -> judged.fault();
      case OutOfMemoryError full -> MEMORY;
      case SQLException sql -> isPermanent(sql) ? PERMANENT : DATABASE;
      case BadSqlGrammarException grammar -> PERMANENT;
      case DataIntegrityViolationException integrity -> PERMANENT;
      case DataAccessResourceFailureException lost -> DATABASE;
      // Without an SQLException as its cause, it means that our code used the database wrongly.
      case NonTransientDataAccessException ours -> UNEXPECTED;
      case DataAccessException passing -> DATABASE;
      case TransactionException noConnection -> DATABASE;
      // A failed rollback means that the connection is lost. This exception hides the error of the
      // connection.
      case org.hibernate.TransactionException lost -> DATABASE;
      default -> UNEXPECTED;
    };
  }

  private static boolean isPermanent(SQLException e) {
    int code = e.getErrorCode();
    if (PASSING_ON_ORACLE.contains(code)) {
      return false;
    }
    String state = e.getSQLState();
    return switch (e) {
      case SQLSyntaxErrorException syntax -> true;
      case SQLIntegrityConstraintViolationException integrity -> true;
      case SQLDataException data -> true;
      case SQLFeatureNotSupportedException unknown -> true;
      default ->
          PERMANENT_ON_ORACLE.contains(code)
              || (state != null
                  && state.length() >= 2
                  && PERMANENT_STATES.contains(state.substring(0, 2)));
    };
  }
}
