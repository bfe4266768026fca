package com.dealersync.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * The commands of the lock. Each uses one key, so that it works in a Cluster, too. Each throws
 * {@link DataAccessException} if Redis does not answer or refuses.
 */
final class LockCommands {

  private static final String PREFIX = "lock:sync:";
  private static final ScanOptions LOCKS =
      ScanOptions.scanOptions().match(PREFIX + "*").count(1_000).build();
  private static final RedisScript<String> HOLD = script("hold", String.class);
  private static final RedisScript<Long> RELEASE = script("release", Long.class);
  private static final RedisScript<Long> REPLACE = script("replace", Long.class);
  private static final RedisScript<Long> REMOVE = script("remove", Long.class);

  @SuppressWarnings("rawtypes") // what Spring calls an array of Redis
  private static final RedisScript<List> VIEW = script("view", List.class);

  private final StringRedisTemplate redis;
  private final Duration ttl;

  LockCommands(StringRedisTemplate redis, Duration ttl) {
    this.redis = redis;
    this.ttl = ttl;
  }

  boolean setIfFree(String processType, LockToken token) {
    return Boolean.TRUE.equals(
        redis.opsForValue().setIfAbsent(key(processType), token.value(), ttl));
  }

  boolean setIfGone(String processType, LockToken gone, LockToken token) {
    return isOne(
        redis.execute(
            REPLACE,
            List.of(key(processType)),
            gone.processId(),
            Integer.toString(gone.attempt()),
            token.value(),
            seconds(ttl)));
  }

  Hold hold(String processType, LockToken token) {
    String answer =
        redis.execute(
            HOLD,
            List.of(key(processType)),
            token.value(),
            seconds(ttl),
            token.processId(),
            Integer.toString(token.attempt()));
    return answer == null ? Hold.UNAVAILABLE : Hold.valueOf(answer);
  }

  boolean release(String processType, LockToken token) {
    return isOne(
        redis.execute(
            RELEASE,
            List.of(key(processType)),
            token.value(),
            token.processId(),
            Integer.toString(token.attempt())));
  }

  /** Never {@code Unavailable}. */
  LockView view(String processType) {
    List<?> answer = redis.execute(VIEW, List.of(key(processType)));
    if (answer == null || answer.isEmpty()) {
      return new LockView.Free();
    }
    String type = (String) answer.get(0);
    String stamp = (String) answer.get(2);
    Duration expiresIn = life((Long) answer.get(3));
    return LockToken.parse((String) answer.get(1))
        .<LockView>map(token -> new LockView.Held(token, expiresIn))
        .orElseGet(() -> new LockView.Foreign(type, stamp, expiresIn));
  }

  boolean remove(String processType, String type, String stamp) {
    return isOne(redis.execute(REMOVE, List.of(key(processType)), type, stamp));
  }

  /**
   * Fails for the same reasons as taking a lock. It is a {@code SET} on the same server of a
   * Cluster and under the same rules of an ACL, for a key beside the lock's own, and only if that
   * key exists. It never exists, because no process type has braces in its name.
   */
  void tryToWrite(String processType) {
    redis.opsForValue().setIfPresent(key("{" + key(processType) + "}"), "", ttl);
  }

  /** Deletes every lock and no other key, by a scan of each master. */
  long clear() {
    Set<String> keys = new HashSet<>();
    redis.execute(
        (RedisCallback<Void>)
            connection -> {
              findLocks(connection, keys);
              return null;
            });
    return keys.stream().filter(key -> Boolean.TRUE.equals(redis.delete(key))).count();
  }

  private static void findLocks(RedisConnection connection, Set<String> keys) {
    if (connection instanceof RedisClusterConnection cluster) {
      for (RedisClusterNode node : cluster.clusterGetNodes()) {
        if (node.isMaster() && !node.isMarkedAsFail()) {
          collect(cluster.scan(node, LOCKS), keys);
        }
      }
    } else {
      collect(connection.keyCommands().scan(LOCKS), keys);
    }
  }

  private static void collect(Cursor<byte[]> scan, Set<String> keys) {
    try (scan) {
      scan.forEachRemaining(key -> keys.add(new String(key, StandardCharsets.UTF_8)));
    }
  }

  private static boolean isOne(@Nullable Long answer) {
    return answer != null && answer == 1;
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  private static @Nullable Duration life(long millis) {
    return millis < 0 ? null : Duration.ofMillis(millis);
  }

  /**
   * Reads the script once. Given a resource, Spring checks on each call whether the file in the jar
   * has changed.
   */
  private static <T> RedisScript<T> script(String name, Class<T> answer) {
    try {
      var lua = new ClassPathResource("redis/" + name + ".lua");
      return RedisScript.of(lua.getContentAsString(StandardCharsets.UTF_8), answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String processType) {
    return PREFIX + processType;
  }
}
