package com.dealersync.chaos;

import com.dealersync.testing.TestTokens;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How a cluster differs from the shipped one.
 *
 * @param changed of each node
 * @param clocks whether each node has a clock of its own, where that is possible
 * @param records of the catalog, all of which each dealer gets
 * @param rounds how many follow a run, all within seconds; 0 if none does before everything ends
 */
record Settings(int nodes, Map<String, String> changed, boolean clocks, int records, int rounds) {

  private static final String PARALLELISM = "dealer-sync.delivery.parallelism";
  private static final String PER_ORIGIN = "dealer-sync.delivery.per-origin";
  private static final String CONNECTIONS = "spring.datasource.hikari.maximum-pool-size";
  private static final String RETRIES = "dealer-sync.delivery.retry.delays";

  Settings(int nodes, Map<String, String> changed) {
    this(nodes, changed, false, 20, 0);
  }

  /** As shipped, but for the dealers' addresses and time-outs. */
  static Settings shipped(int nodes) {
    return new Settings(nodes, Map.of());
  }

  /** The lock's times and the watchdog's much shorter; JobRunr's are as short as they can be. */
  static Settings quick(int nodes) {
    return new Settings(
        nodes,
        Map.of(
            "dealer-sync.lock.ttl", "12s",
            "dealer-sync.lock.renew-every", "1s",
            "dealer-sync.watchdog.every", "2s"));
  }

  Settings withClocks() {
    return new Settings(nodes, changed, true, records, rounds);
  }

  Settings with(Map<String, String> more) {
    return new Settings(nodes, merged(changed, more), clocks, records, rounds);
  }

  /** Loads go on by themselves at once, people are told, and some process types have a pilot. */
  Settings withRounds(RandomGenerator random) {
    Map<String, String> more = new LinkedHashMap<>();
    int count = 1 + random.nextInt(3);
    more.put("dealer-sync.follow-up.delays", String.join(",", Collections.nCopies(count, "3s")));
    Cluster.processTypes().stream()
        .filter(processType -> random.nextInt(4) == 0)
        .forEach(type -> more.put("dealer-sync.procesos." + type + ".piloto", "2"));
    return new Settings(nodes, merged(changed, more), clocks, records, count);
  }

  /** With another parallelism, other retries, fewer connections and a catalog of another size. */
  Settings varied(RandomGenerator random) {
    int rows = (int) Math.pow(10, random.nextDouble(3.5));
    Map<String, String> connections = Map.of(CONNECTIONS, Integer.toString(6 + random.nextInt(15)));
    return new Settings(nodes, changed, clocks, rows, rounds)
        .with(anyDelivery(random))
        .with(connections);
  }

  /** How a node may deliver that is not delivering as the others do. */
  static Map<String, String> anyDelivery(RandomGenerator random) {
    int parallelism = 4 + random.nextInt(29);
    return Map.of(
        PARALLELISM, Integer.toString(parallelism),
        PER_ORIGIN, Integer.toString(2 + random.nextInt(parallelism - 1)),
        RETRIES, List.of("100ms,300ms", "300ms,1s", "200ms,600ms,2s").get(random.nextInt(3)));
  }

  /** What a process type needs to be known to a node. */
  static Map<String, String> definition(String processType) {
    String name = "dealer-sync.procesos." + processType + ".";
    return Map.of(
        name + "descripcion",
        "Proceso " + processType,
        name + "lista",
        "listaProductos",
        name + "sql",
        "select COGM_NOMBREPRODUCTO as \"nombreProducto\" from CO_GM_LISTAPRODUCTOS order by"
            + " COGM_PRODUCTOID");
  }

  /** All that a node is started with, beside the addresses of its servers. */
  Map<String, String> ofEachNode() {
    Map<String, String> all = new LinkedHashMap<>(TestTokens.settings());
    all.put("dealer-sync.limits.post-per-minute", "off");
    all.put("dealer-sync.limits.get-per-minute", "off");
    all.put("spring.datasource.username", Database.USER);
    all.put("spring.datasource.password", "unused");
    all.put("dealer-sync.delivery.allow", "127.0.0.1/32");
    all.put(PARALLELISM, Integer.toString(Cluster.PARALLELISM));
    all.put(PER_ORIGIN, Integer.toString(Cluster.PARALLELISM));
    all.put(RETRIES, "300ms,1s");
    all.put("dealer-sync.delivery.timeout.first-byte", "6s");
    all.put("dealer-sync.delivery.breaker.consecutive-failures", "10000");
    all.put("dealer-sync.delivery.breaker.minimum-attempts", "10000");
    all.put("dealer-sync.delivery.breaker.open-for", "2s");
    all.put("springdoc.api-docs.enabled", "false");
    all.put("springdoc.swagger-ui.enabled", "false");
    all.put("logging.level.com.dealersync.delivery", "WARN");
    all.put("logging.level.com.dealersync.api", "WARN");
    Cluster.processTypes().forEach(processType -> all.putAll(definition(processType)));
    all.putAll(changed);
    return all;
  }

  private static Map<String, String> merged(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(some);
    all.putAll(more);
    return all;
  }
}
