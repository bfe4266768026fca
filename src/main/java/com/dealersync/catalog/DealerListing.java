package com.dealersync.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists the state of dealers for people, in the order of their keys. */
@Component
public class DealerListing {

  private static final int AT_ONCE = 256;

  private final JdbcClient sql;
  private final JdbcTemplate jdbc;

  DealerListing(JdbcClient sql, JdbcTemplate jdbc) {
    this.sql = sql;
    this.jdbc = jdbc;
  }

  /** The dealers of one load or of one run. */
  public final class Of {
    private final List<DealerRows> sources;

    private Of(DealerRows... sources) {
      this.sources = List.of(sources);
    }

    /** Those that failed first. */
    public Page<DealerStatus> page(DealerFilter filter, Pageable page) {
      List<DealerRows> wanted = wanted(filter);
      List<DealerStatus> rows =
          sql.sql(
                  "select * from (\n"
                      + union(wanted.stream().map(DealerRows::select))
                      + ") FOUND\n order by case when ESTADO = 'FALLIDO' then 0 else 1 end, DEALERID offset ? rows fetch next ? rows only")
              .params(parameters(wanted))
              .params(page.getOffset(), page.getPageSize())
              .query(DealerListing::status)
              .list();
      long total =
          wanted.stream()
              .mapToLong(
                  source ->
                      sql.sql(source.selectCount())
                          .params(source.parameters())
                          .query(Long.class)
                          .single())
              .sum();
      return new PageImpl<>(rows, page, total);
    }

    /**
     * All of them, read in small groups as the stream reaches them. Between two groups it holds
     * only their keys and, outside of a transaction, no connection, because the consumer may be
     * slow.
     */
    public Stream<DealerStatus> all(DealerFilter filter) {
      List<DealerRows> wanted = wanted(filter);
      long[] keys =
          sql
              .sql(union(wanted.stream().map(DealerRows::selectIds)) + "\n order by DEALERID")
              .params(parameters(wanted))
              .query(Long.class)
              .stream()
              .mapToLong(Long::longValue)
              .toArray();
      return IntStream.iterate(0, from -> from < keys.length, from -> from + AT_ONCE)
          .mapToObj(from -> Arrays.copyOfRange(keys, from, Math.min(from + AT_ONCE, keys.length)))
          .flatMap(some -> withKeys(some).stream());
    }

    private List<DealerRows> wanted(DealerFilter filter) {
      return sources.stream().map(source -> source.only(filter)).toList();
    }

    /**
     * Dealers move from the first source to the last one while a run works. Reading the last source
     * last misses none of them.
     */
    private List<DealerStatus> withKeys(long[] keys) {
      Map<Long, DealerStatus> found = new TreeMap<>();
      for (DealerRows source : sources) {
        KeyLists query =
            new KeyLists(
                source.select().replace("%", "%%") + "\n   and " + source.id() + " in (%s)");
        query.add(Arrays.stream(keys).boxed().toList(), source.parameters().toArray());
        query
            .query(jdbc, (row, i) -> Map.entry(row.getLong("DEALERID"), status(row, i)))
            .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
      }
      return List.copyOf(found.values());
    }
  }

  /** As they are now. */
  public Of ofLoad(long loadId) {
    return new Of(DealerRows.ofLoad(loadId));
  }

  /** As that run, which has ended, left them. */
  public Of ofEndedRun(long runId) {
    return new Of(DealerRows.ofRun(runId));
  }

  /** As that run, which is at work, has got so far. */
  public Of ofActiveRun(long runId, long loadId) {
    return new Of(DealerRows.openOnes(loadId), DealerRows.ofRun(runId));
  }

  /** The same for a run that is for some dealers of the load only. */
  public Of ofActiveResend(long runId, long loadId) {
    return new Of(DealerRows.openRecipients(runId, loadId), DealerRows.ofRun(runId));
  }

  private static String union(Stream<String> selects) {
    return selects.collect(Collectors.joining("\nunion all\n"));
  }

  private static List<Object> parameters(List<DealerRows> sources) {
    List<Object> all = new ArrayList<>();
    sources.forEach(source -> all.addAll(source.parameters()));
    return all;
  }

  private static DealerStatus status(ResultSet row, int index) throws SQLException {
    String bac = row.getString("BAC");
    return new DealerStatus(
        bac == null ? "" : bac,
        row.getString("NOMBRE"),
        DealerState.of(row.getString("ESTADO")),
        row.getInt("INTENTOS"),
        row.getObject("ULTIMOINTENTO", LocalDateTime.class),
        lasted(row),
        row.getObject("CODIGOHTTP", Integer.class),
        row.getString("ERROR"),
        row.getString("TOKEN"));
  }

  private static @Nullable Duration lasted(ResultSet row) throws SQLException {
    Integer millis = row.getObject("DURACION", Integer.class);
    return millis == null ? null : Duration.ofMillis(millis);
  }
}
