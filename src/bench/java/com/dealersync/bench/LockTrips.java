package com.dealersync.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockToken;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import org.slf4j.LoggerFactory;

/**
 * What taking and giving back the lock costs beside its two commands; without the line that is
 * logged for each lock given back, which costs a third more.
 */
final class LockTrips {
  private static final int TRIPS = 4_000;
  private static final String RELEASE =
      "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

  private LockTrips() {}

  /** Who locks. */
  private enum Peer {
    LETTUCE,
    SERVICE
  }

  static void measure(Setup setup, Table table) throws Exception {
    RedisClient client = RedisClient.create(setup.machine().redisUrl());
    try (Service service = Service.started(setup.machine(), 64);
        StatefulRedisConnection<String, String> connection = client.connect()) {
      DistributedLock lock = service.bean(DistributedLock.class);
      ((Logger) LoggerFactory.getLogger(DistributedLock.class)).setLevel(Level.WARN);
      RedisCommands<String, String> redis = connection.sync();
      Rounds.Measurement<Peer> micros =
          peer -> {
            LockToken token = LockToken.ofNewRun();
            long before = System.nanoTime();
            for (int i = 0; i < TRIPS; i++) {
              switch (peer) {
                case LETTUCE -> {
                  redis.set("lock:bench", token.value(), SetArgs.Builder.nx().ex(600));
                  redis.eval(
                      RELEASE,
                      ScriptOutputType.INTEGER,
                      new String[] {"lock:bench"},
                      token.value());
                }
                case SERVICE -> {
                  lock.acquire("Bench", token);
                  lock.release("Bench", token);
                }
              }
            }
            return (System.nanoTime() - before) / 1e3 / TRIPS;
          };
      Rounds.of(3, Peer.class, micros);
      Rounds<Peer> rounds = Rounds.of(setup.rounds(), Peer.class, micros);
      table.add(
          "lock taken and released, µs",
          rounds.of(Peer.SERVICE).text("%.0f"),
          rounds.of(Peer.LETTUCE).text("%.0f") + " Lettuce, SET NX EX and EVAL",
          rounds.ratio(Peer.SERVICE, Peer.LETTUCE),
          "≤ 1.1");
    } finally {
      client.shutdown();
    }
  }
}
