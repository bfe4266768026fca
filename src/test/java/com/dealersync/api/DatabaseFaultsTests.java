package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

class DatabaseFaultsTests {

  static Stream<Throwable> away() {
    return Stream.of(
        new CannotCreateTransactionException("no connection"),
        new DataAccessResourceFailureException("connection lost"),
        new QueryTimeoutException("too slow"),
        new SQLTransientConnectionException("pool empty"),
        new SQLTimeoutException("too slow"),
        new SQLRecoverableException("ORA-03113: end-of-file on communication channel"),
        new SQLException("I/O error", "08006"),
        new SQLException("too many connections", "53300"),
        new SQLException("terminating connection due to administrator command", "57P01"),
        new TransactionSystemException(
            "no commit", new IllegalStateException(new SQLException("lost", "08003"))));
  }

  @ParameterizedTest
  @MethodSource("away")
  void knowsADatabaseThatIsAway(Throwable failure) {
    assertThat(DatabaseFaults.isAway(failure)).isTrue();
  }

  static Stream<Throwable> other() {
    return Stream.of(
        new BadSqlGrammarException("find", "select", new SQLException("no table", "42P01")),
        new DataIntegrityViolationException("twice", new SQLException("unique", "23505")),
        new SQLException("no state"),
        new IllegalStateException("ours"));
  }

  @ParameterizedTest
  @MethodSource("other")
  void takesNothingElseForIt(Throwable failure) {
    assertThat(DatabaseFaults.isAway(failure)).isFalse();
  }

  @Test
  void endsAlsoWhereCausesGoInACircle() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));

    assertThat(DatabaseFaults.isAway(one)).isFalse();
  }
}
