package com.dealersync.database;

import static com.dealersync.database.Fault.DATABASE;
import static com.dealersync.database.Fault.MEMORY;
import static com.dealersync.database.Fault.NODE;
import static com.dealersync.database.Fault.PERMANENT;
import static com.dealersync.database.Fault.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** What the drivers' own exceptions call for, as the service gets them: by way of Spring. */
class FaultTests {

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "57P01, terminating connection due to administrator command, DATABASE",
    "57P02, terminating connection because of crash of another server process, DATABASE",
    "57P03, the database system is starting up, DATABASE",
    "57P05, terminating connection due to idle-session timeout, DATABASE",
    "57014, canceling statement due to statement timeout, DATABASE",
    "08000, connection exception, DATABASE",
    "08001, connection refused, DATABASE",
    "08003, this connection has been closed, DATABASE",
    "08006, an I/O error occurred while sending to the backend, DATABASE",
    "08P01, protocol violation, DATABASE",
    "25006, cannot execute UPDATE in a read-only transaction, DATABASE",
    "25P02, current transaction is aborted, DATABASE",
    "25P03, terminating connection due to idle-in-transaction timeout, DATABASE",
    "40001, could not serialize access, DATABASE",
    "40P01, deadlock detected, DATABASE",
    "53100, could not extend file: no space left on device, DATABASE",
    "53200, out of memory, DATABASE",
    "53300, sorry, DATABASE",
    "55006, database is being accessed by other users, DATABASE",
    "55P03, canceling statement due to lock timeout, DATABASE",
    "58030, could not read block, DATABASE",
    "72000, snapshot too old, DATABASE",
    "XX000, cache lookup failed, DATABASE",
    "0A000, cached plan must not change result type, DATABASE",
    "26000, prepared statement does not exist, DATABASE",
    "28P01, password authentication failed, DATABASE",
    "3D000, database does not exist, DATABASE",
    "21000, more than one row returned by a subquery, PERMANENT",
    "22001, value too long for type character varying(100), PERMANENT",
    "22012, division by zero, PERMANENT",
    "22021, invalid byte sequence for encoding UTF8: 0x00, PERMANENT",
    "23502, null value in column violates not-null constraint, PERMANENT",
    "23503, violates foreign key constraint, PERMANENT",
    "23505, duplicate key value violates unique constraint, PERMANENT",
    "23514, violates check constraint, PERMANENT",
    "42501, permission denied for table, PERMANENT",
    "42601, syntax error at or near, PERMANENT",
    "42703, column does not exist, PERMANENT",
    "42P01, relation does not exist, PERMANENT"
  })
  void judgesWhatPostgresqlSays(String state, String message, Fault fault) {
    PSQLException said =
        new PSQLException(
            new ServerErrorMessage("SFATAL\0VFATAL\0C%s\0M%s\0\0".formatted(state, message)));
    assertThat(said.getSQLState()).isEqualTo(state);

    assertThat(Fault.of(said)).isEqualTo(fault);
    assertThat(Fault.of(translated(said, "PostgreSQL"))).isEqualTo(fault);
    assertThat(Fault.of(new JpaSystemException(new RuntimeException(said)))).isEqualTo(fault);
  }

  /** By its own table, which it keeps to itself. */
  @ParameterizedTest(name = "ORA-{0} {1}")
  @CsvSource({
    "18, maximum number of sessions exceeded, DATABASE",
    "20, maximum number of processes exceeded, DATABASE",
    "28, your session has been killed, DATABASE",
    "54, resource busy and acquire with NOWAIT specified, DATABASE",
    "60, deadlock detected while waiting for resource, DATABASE",
    "257, archiver error, DATABASE",
    "376, file cannot be read at this time, DATABASE",
    "600, internal error code, DATABASE",
    "1000, maximum open cursors exceeded, DATABASE",
    "1012, not logged on, DATABASE",
    "1013, user requested cancel of current operation, DATABASE",
    "1017, invalid username or password, DATABASE",
    "1033, ORACLE initialization or shutdown in progress, DATABASE",
    "1034, ORACLE not available, DATABASE",
    "1089, immediate shutdown in progress, DATABASE",
    "1502, index is in unusable state, DATABASE",
    "1536, space quota exceeded for tablespace, DATABASE",
    "1555, snapshot too old, DATABASE",
    "1591, lock held by in-doubt distributed transaction, DATABASE",
    "1652, unable to extend temp segment, DATABASE",
    "1653, unable to extend table, DATABASE",
    "2049, timeout: distributed transaction waiting for lock, DATABASE",
    "2391, exceeded simultaneous SESSIONS_PER_USER limit, DATABASE",
    "2396, exceeded maximum idle time, DATABASE",
    "3113, end-of-file on communication channel, DATABASE",
    "3114, not connected to ORACLE, DATABASE",
    "3135, connection lost contact, DATABASE",
    "4031, unable to allocate bytes of shared memory, DATABASE",
    "4068, existing state of packages has been discarded, DATABASE",
    "8103, object no longer exists, DATABASE",
    "8177, can't serialize access for this transaction, DATABASE",
    "12514, listener does not currently know of service, DATABASE",
    "12541, no listener, DATABASE",
    "14411, DDL cannot be run concurrently with other DDLs, DATABASE",
    "16456, switchover in progress, DATABASE",
    "17002, I/O error, DATABASE",
    "17008, closed connection, DATABASE",
    "17410, no more data to read from socket, DATABASE",
    "18714, login timeout, DATABASE",
    "25402, transaction must roll back, DATABASE",
    "25408, can not safely replay call, DATABASE",
    "30006, resource busy; acquire with WAIT timeout expired, DATABASE",
    "30036, unable to extend segment in undo tablespace, DATABASE",
    "1, unique constraint violated, PERMANENT",
    "900, invalid SQL statement, PERMANENT",
    "904, invalid identifier, PERMANENT",
    "932, inconsistent datatypes, PERMANENT",
    "942, table or view does not exist, PERMANENT",
    "1031, insufficient privileges, PERMANENT",
    "1400, cannot insert NULL, PERMANENT",
    "1407, cannot update to NULL, PERMANENT",
    "1438, value larger than specified precision, PERMANENT",
    "1476, divisor is equal to zero, PERMANENT",
    "1722, invalid number, PERMANENT",
    "2290, check constraint violated, PERMANENT",
    "2291, parent key not found, PERMANENT",
    "2292, child record found, PERMANENT",
    "12899, value too large for column, PERMANENT",
    "17004, invalid column type, PERMANENT"
  })
  void judgesWhatOracleSays(int code, String message, Fault fault) throws Exception {
    SQLException said = ojdbcs(code, message);
    assertThat(said.getErrorCode()).isEqualTo(code);

    assertThat(Fault.of(said)).isEqualTo(fault);
    assertThat(Fault.of(translated(said, "Oracle"))).isEqualTo(fault);
    assertThat(Fault.of(new JpaSystemException(new RuntimeException(said)))).isEqualTo(fault);
  }

  @Test
  void judgesWhatHappensBetweenUsAndTheDatabase() {
    assertThat(Fault.of(new SQLTransientConnectionException("HikariPool-1 - not available")))
        .isEqualTo(DATABASE);
    assertThat(Fault.of(new CannotCreateTransactionException("no connection"))).isEqualTo(DATABASE);
    assertThat(
            Fault.of(
                new TransactionSystemException(
                    "no commit", new org.hibernate.TransactionException("lost"))))
        .isEqualTo(DATABASE);
    assertThat(
            Fault.of(
                new PSQLException(
                    "I/O", PSQLState.CONNECTION_FAILURE, new SocketTimeoutException("Read"))))
        .isEqualTo(DATABASE);
    assertThat(Fault.of(new SQLException("no state"))).isEqualTo(DATABASE);
    assertThat(Fault.of(new OptimisticLockingFailureException("changed"))).isEqualTo(DATABASE);
    assertThat(Fault.of(new RedisConnectionFailureException("refused"))).isEqualTo(DATABASE);
  }

  @Test
  void looksBehindABatchForTheStatementThatFailed() {
    BatchUpdateException batch = new BatchUpdateException("Batch entry 0", null, 0, new int[0]);
    batch.setNextException(new SQLException("duplicate key", "23505"));

    assertThat(Fault.of(new RuntimeException(batch))).isEqualTo(PERMANENT);
  }

  @Test
  void judgesWhatIsNotTheDatabases() {
    assertThat(Fault.of(new DataIntegrityViolationException("ours"))).isEqualTo(PERMANENT);
    assertThat(Fault.of(new EmptyResultDataAccessException(1))).isEqualTo(UNEXPECTED);
    assertThat(Fault.of(new IllegalStateException("ours"))).isEqualTo(UNEXPECTED);
    assertThat(Fault.of(new StackOverflowError())).isEqualTo(UNEXPECTED);
    assertThat(Fault.of(new NoClassDefFoundError("gone"))).isEqualTo(UNEXPECTED);
    assertThat(Fault.of(new OutOfMemoryError("Java heap space"))).isEqualTo(MEMORY);
    assertThat(
            Fault.of(new IllegalStateException("A send broke down", new OutOfMemoryError("heap"))))
        .isEqualTo(MEMORY);
  }

  @Test
  void believesAnExceptionThatKnows() {
    assertThat(Fault.of(new IllegalStateException(new Knowing(new SQLException("08006")))))
        .isEqualTo(NODE);
  }

  @Test
  void endsAlsoWhereCausesGoInACircle() {
    Exception one = new Exception("one");
    one.initCause(new Exception("two", one));

    assertThat(Fault.of(one)).isEqualTo(UNEXPECTED);
  }

  private static final class Knowing extends RuntimeException implements Fault.Judged {
    private Knowing(Throwable cause) {
      super(cause);
    }

    @Override
    public Fault fault() {
      return NODE;
    }
  }

  /** As the service has it done: see {@link FaultTranslation}. */
  private static DataAccessException translated(SQLException said, String product) {
    @Nullable DataAccessException known =
        new SQLErrorCodeSQLExceptionTranslator(product).translate("update", "update X", said);
    return known == null ? new UncategorizedSQLException("update", "update X", said) : known;
  }

  private static SQLException ojdbcs(int code, String message) throws Exception {
    Method find =
        Class.forName("oracle.jdbc.driver.DatabaseError")
            .getDeclaredMethod("findSQLStateMapping", int.class);
    find.setAccessible(true);
    Object mapping = find.invoke(null, code);
    Method create =
        mapping.getClass().getDeclaredMethod("newSQLException", String.class, int.class);
    create.setAccessible(true);
    return (SQLException) create.invoke(mapping, "ORA-%05d: %s".formatted(code, message), code);
  }
}
