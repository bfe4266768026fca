package com.dealersync.testing.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The service's statements that the doubles of this JVM have seen; at its end they are written to
 * {@code target/oracle/statements-N.md}, N the number of the JVM.
 */
enum SeenStatements {
  INSTANCE;

  private static final Path REPORT =
      Path.of(
          "target", "oracle", "statements-%s.md".formatted(System.getProperty("tests.fork", "1")));
  private static final Pattern LIST = Pattern.compile("\\((\\?(?:, \\?)+)\\)");
  private static final Pattern BRANCHES =
      Pattern.compile("(when \\? then [^?]*\\?\\S*(?: as \\w+\\))?)(?: \\1)+");

  /** What was seen of one, lists of all lengths taken together. */
  private static final class Seen {
    final LongAdder times = new LongAdder();
    final Set<String> binds = ConcurrentHashMap.newKeySet();
    volatile int rows;
    volatile int fetchSize;
  }

  private final OracleGrammar grammar = new OracleGrammar();
  private final Map<String, String> shortened = new ConcurrentHashMap<>();
  private final Map<String, Seen> statements = new ConcurrentSkipListMap<>();

  SeenStatements() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::write, "seen statements"));
  }

  /** One for all, as it keeps what it has read. */
  OracleGrammar grammar() {
    return grammar;
  }

  void sent(String sql, Collection<Bind> binds, BooleanSupplier ours) {
    String text = shortened(sql);
    Seen seen = statements.get(text);
    if (seen == null) {
      if (!ours.getAsBoolean()) {
        return;
      }
      seen = statements.computeIfAbsent(text, it -> new Seen());
    }
    seen.times.increment();
    String types = repeatedOnce(binds);
    if (!seen.binds.contains(types) && ours.getAsBoolean()) {
      seen.binds.add(types);
    }
  }

  void read(String sql, int rows, int fetchSize) {
    Seen seen = statements.get(shortened(sql));
    if (seen != null && rows > seen.rows) {
      seen.rows = rows;
      seen.fetchSize = fetchSize;
    }
  }

  private String shortened(String sql) {
    return shortened.computeIfAbsent(
        sql,
        it -> {
          String line = it.replaceAll("\\s+", " ").strip();
          Matcher list = LIST.matcher(line);
          String lists = list.replaceAll("(?, …)");
          return BRANCHES.matcher(lists).replaceAll("$1 …");
        });
  }

  private static String repeatedOnce(Collection<Bind> binds) {
    List<String> types = new ArrayList<>();
    for (Bind bind : binds) {
      String type = bind.toString();
      if (types.isEmpty() || !types.getLast().equals(type)) {
        types.add(type);
      }
    }
    return String.join(", ", types);
  }

  private void write() {
    if (statements.isEmpty()) {
      return;
    }
    String lines =
        statements.entrySet().stream()
            .map(entry -> line(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n"));
    try {
      Files.createDirectories(REPORT.getParent());
      Files.writeString(
          REPORT,
          """
          # The statements of the service that the Oracle double saw

          Repeated types and the parameters of a list are named once.

          | times | most rows (fetch size) | statement | binds |
          |---|---|---|---|
          %s
          """
              .formatted(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(String sql, Seen seen) {
    String rows = seen.rows == 0 ? "" : seen.rows + " (" + seen.fetchSize + ")";
    String binds =
        new TreeSet<>(seen.binds)
            .stream().filter(it -> !it.isEmpty()).collect(Collectors.joining("<br>"));
    return "| %d | %s | `%s` | %s |"
        .formatted(seen.times.sum(), rows, sql.replace("|", "\\|"), binds);
  }
}
