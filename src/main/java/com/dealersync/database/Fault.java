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
 * What a failure calls for: the one judgement, for runs, for the API and for what is counted. Only
 * what would fail again in the same way is permanent, and that is named here; whatever a database
 * or its driver says besides is for another attempt.
 */
public enum Fault {
  /** It would fail again, whoever tries: our SQL, our data, or a run that is impossible. */
  PERMANENT,
  /** The database, or the way to it, fails for now. */
  DATABASE,
  /** This node cannot do it; another one may. */
  NODE,
  /** It needs more memory than this node has. */
  MEMORY,
  /** Nobody has thought of it. */
  UNEXPECTED;

  private static final int DEEPEST = 30;

  /** SQLSTATE classes of statements and of values that are wrong in themselves. */
  private static final Set<String> PERMANENT_STATES = Set.of("21", "22", "23", "42");

  /**
   * Oracle's that its driver gives no such state: a null or a value that a column does not take,
   * and binds that are not what the statement wants.
   */
  private static final Set<Integer> PERMANENT_ON_ORACLE =
      Set.of(1407, 1461, 1483, 6502, 6550, 12899, 17003, 17004, 17006, 17041);

  /** Oracle's waits and limits that its driver takes for bad SQL. */
  private static final Set<Integer> PASSING_ON_ORACLE = Set.of(2020, 2049, 2050, 2051, 2067, 2068);

  /** An exception that knows what it calls for, whatever caused it. */
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
      // What lies deeper knows better, but not a deeper one that says nothing.
      worst = fault == UNEXPECTED ? worst : fault;
    }
    return worst;
  }

  private static @Nullable Throwable next(Throwable cause) {
    // A batch hides the statement that failed behind it.
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
      // Without an exception of the database's below it is a wrong use of it by ourselves.
      case NonTransientDataAccessException ours -> UNEXPECTED;
      case DataAccessException passing -> DATABASE;
      case TransactionException noConnection -> DATABASE;
      // What cannot even be rolled back has lost its connection, whose own error this one hides.
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
