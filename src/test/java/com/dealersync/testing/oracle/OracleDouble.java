package com.dealersync.testing.oracle;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The database of a Spring context whose pool believes that it talks to Oracle by ojdbc. Keeps what
 * breaks {@link OracleGrammar} or {@link StatementRules}; a statement outside of the grammar fails
 * also where it is sent. Thread-safe.
 */
public final class OracleDouble implements BeanPostProcessor {

  /** Of ojdbc, if nobody sets another. */
  private static final int DEFAULT_FETCH_SIZE = 10;

  private static final String FETCH_SIZE = "oracle.jdbc.defaultRowPrefetch";

  private final DataSource h2;
  private final String url;
  private final BooleanSupplier ownStatement;
  private final Ojdbc ojdbc = new Ojdbc();
  private final Map<String, int[]> parameterTypes = new ConcurrentHashMap<>();
  private final Map<String, OracleColumn[]> columns = new ConcurrentHashMap<>();
  private final Queue<AssertionError> findings = new ConcurrentLinkedQueue<>();
  private volatile @Nullable HikariDataSource pool;
  private volatile @Nullable Set<String> dateColumns;

  /**
   * Over a database in H2's Oracle mode.
   *
   * @param url what it says its address is
   */
  public OracleDouble(DataSource h2, String url) {
    this(h2, url, new Sender()::isOurs);
  }

  /**
   * For the tests of the rules.
   *
   * @param ownStatement whether the rules are for what is being sent now
   */
  OracleDouble(DataSource h2, String url, BooleanSupplier ownStatement) {
    this.h2 = h2;
    this.url = url;
    this.ownStatement = ownStatement;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String beanName) {
    if (bean instanceof HikariDataSource it && beanName.equals("dataSource")) {
      it.setDataSource(dataSource());
      it.setJdbcUrl(url);
      pool = it;
    }
    return bean;
  }

  /** The same without a pool. */
  DataSource dataSource() {
    return new AbstractDataSource() {
      @Override
      public Connection getConnection() throws SQLException {
        return PlayedConnection.of(h2.getConnection(), OracleDouble.this, url);
      }

      @Override
      public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
      }
    };
  }

  /**
   * Forgets the findings so far.
   *
   * @throws AssertionError the first of them, if there was one
   */
  public void verify() {
    AssertionError first = findings.peek();
    findings.clear();
    if (first != null) {
      throw first;
    }
  }

  Ojdbc ojdbc() {
    return ojdbc;
  }

  /** Of a statement that says nothing of it. */
  int defaultFetchSize() {
    HikariDataSource it = pool;
    String set = it == null ? null : it.getDataSourceProperties().getProperty(FETCH_SIZE);
    return set == null ? DEFAULT_FETCH_SIZE : Integer.parseInt(set);
  }

  /** A statement is about to be sent. */
  void sent(String sql, SortedMap<Integer, Bind> binds) {
    StatementShape shape;
    try {
      shape = SeenStatements.INSTANCE.grammar().read(sql);
    } catch (AssertionError refusal) {
      findings.add(refusal);
      throw refusal;
    }
    SeenStatements.INSTANCE.sent(sql, binds.values(), ownStatement);
    String broken = StatementRules.brokenBy(shape, binds, this::isDate);
    if (broken != null) {
      found(broken, sql);
    }
  }

  /** A row was read. */
  void read(String sql, int rows, int fetchSize) {
    SeenStatements.INSTANCE.read(sql, rows, fetchSize);
    String broken = StatementRules.brokenByReading(rows, fetchSize);
    if (broken != null) {
      found(broken, sql);
    }
  }

  /** Somebody wants the keys of new rows, but does not say which columns they are. */
  void unnamedKeys(String sql) {
    found("the key of a new row is its ROWID unless its column is named", sql);
  }

  /** The driver has refused what was bound. */
  void refused(@Nullable String sql, int index, @Nullable Bind bind, SQLException refusal) {
    found(
        "the driver refuses parameter %d (%s): %s"
            .formatted(
                index, bind, String.valueOf(refusal.getMessage()).lines().findFirst().orElse("")),
        String.valueOf(sql));
  }

  int[] parameterTypes(String sql, PlayedConnection connection) throws SQLException {
    int[] known = parameterTypes.get(sql);
    if (known == null) {
      known = ojdbc.parameterTypes(sql, connection::describable);
      parameterTypes.put(sql, known);
    }
    return known;
  }

  OracleColumn[] columns(String sql, ResultSetMetaData result) throws SQLException {
    OracleColumn[] known = columns.get(sql);
    if (known == null) {
      known = new OracleColumn[result.getColumnCount()];
      for (int i = 0; i < known.length; i++) {
        known[i] = OracleColumn.of(result, i + 1);
      }
      columns.put(sql, known);
    }
    return known;
  }

  private void found(String broken, String sql) {
    if (ownStatement.getAsBoolean()) {
      findings.add(new AssertionError("On Oracle, " + broken + ", in: " + sql));
    }
  }

  private boolean isDate(String column) {
    Set<String> known = dateColumns;
    if (known == null) {
      known =
          new JdbcTemplate(h2)
                  .queryForList(
                      """
                      select COLUMN_NAME from INFORMATION_SCHEMA.COLUMNS
                       where DATA_TYPE = 'TIMESTAMP' and DATETIME_PRECISION = 0\
                      """,
                      String.class)
                  .stream()
                  .collect(Collectors.toSet());
      dateColumns = known;
    }
    return known.contains(column);
  }
}
