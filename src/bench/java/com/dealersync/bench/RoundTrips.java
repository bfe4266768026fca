package com.dealersync.bench;

import com.dealersync.catalog.Load;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a call asks of the database and of Redis. */
final class RoundTrips {
  private static final int CALLS = 100;
  private static final Pattern PROCESSED = Pattern.compile("total_commands_processed:(\\d+)");

  private RoundTrips() {}

  static void measure(Setup setup, Table table) {
    StatementCount count = new StatementCount(true);
    Map<String, Object> settings = new HashMap<>(Calls.withoutJobs());
    settings.putAll(Calls.processTypes(CALLS));
    RedisClient client = RedisClient.create(setup.machine().redisUrl());
    try (Service service = Service.started(setup.machine(), 64, count, settings);
        var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      List<Load> loads = IntStream.range(0, CALLS).mapToObj(Calls.loads(service)).toList();
      new Asked("an accepted POST", 202, n -> Calls.start(loads.get(n)))
          .count(setup, table, service, count, redis);
      List<Load> others = IntStream.range(0, CALLS).mapToObj(Calls.loads(service)).toList();
      new Asked("a POST refused for another load's run", 409, n -> Calls.start(others.get(n)))
          .count(setup, table, service, count, redis);
      new Asked("GET estado of a busy process type", 200, n -> Calls.state(loads.getFirst()))
          .count(setup, table, service, count, redis);
      service.endAllRuns();
    } finally {
      client.shutdown();
    }
  }

  /** A call, and the status that it is answered with. */
  private record Asked(String what, int status, IntFunction<byte[]> call) {

    void count(
        Setup setup,
        Table table,
        Service service,
        StatementCount count,
        RedisCommands<String, String> redis) {
      List<Double> statements = new ArrayList<>();
      List<Double> commands = new ArrayList<>();
      int rounds = status == 202 ? 1 : setup.rounds();
      for (int round = 0; round < rounds; round++) {
        long statementsBefore = count.statements();
        long commandsBefore = commands(redis);
        new HttpLoad(service.port(), 1).send(CALLS, status, call);
        statements.add((double) (count.statements() - statementsBefore));
        // The question itself is one.
        commands.add((double) (commands(redis) - commandsBefore - 1));
      }
      add(table, "database statements, " + what, statements);
      add(table, "Redis commands, a script's counted too, " + what, commands);
    }

    private static void add(Table table, String what, List<Double> asked) {
      Spread spread = Spread.of(asked.stream().mapToDouble(value -> value));
      table.add(what, spread.text("%.0f"), CALLS + " calls", spread.times(1.0 / CALLS), "");
    }

    private static long commands(RedisCommands<String, String> redis) {
      Matcher processed = PROCESSED.matcher(redis.info("stats"));
      if (!processed.find()) {
        throw new IllegalStateException("Redis does not count its commands");
      }
      return Long.parseLong(processed.group(1));
    }
  }
}
