package com.dealersync.bench;

import com.dealersync.lock.LockBenchmark;
import java.util.EnumSet;
import java.util.Set;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The lock beside those of other libraries, each by JMH in a process of its own. */
final class LockPeers {

  private LockPeers() {}

  /** Whose lock. */
  private enum Peer {
    SERVICE("service", "this service"),
    SHEDLOCK("shedLock", "ShedLock"),
    REDISSON("redisson", "Redisson RLock"),
    SPRING_INTEGRATION("springIntegration", "Spring Integration RedisLockRegistry");

    private final String method;
    private final String title;

    Peer(String method, String title) {
      this.method = method;
      this.title = title;
    }
  }

  static void measure(Setup setup, Table table) throws Exception {
    Rounds<Peer> rounds = Rounds.of(setup.rounds(), Peer.class, peer -> micros(setup, peer));
    Set<Peer> others = EnumSet.complementOf(EnumSet.of(Peer.SERVICE));
    for (Peer other : others) {
      table.add(
          "lock taken and released, µs, JMH",
          rounds.of(Peer.SERVICE).text("%.0f"),
          rounds.of(other).text("%.0f") + " " + other.title,
          rounds.ratio(Peer.SERVICE, other),
          "< 1");
    }
  }

  private static double micros(Setup setup, Peer peer) throws Exception {
    var options =
        new OptionsBuilder()
            .include(LockBenchmark.class.getName() + "\\." + peer.method + "$")
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(1_500))
            .measurementIterations(1)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgs(jvmArguments(setup.machine()))
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).runSingle().getPrimaryResult().getScore();
  }

  private static String[] jvmArguments(Machine machine) {
    String redis = "-D" + LockBenchmark.REDIS + "=" + machine.redisUrl();
    // Later ones warn of what JMH and Netty do, in each process again.
    return Runtime.version().feature() < 24
        ? new String[] {redis}
        : new String[] {redis, "--sun-misc-unsafe-memory-access=allow"};
  }
}
