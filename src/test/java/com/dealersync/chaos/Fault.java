package com.dealersync.chaos;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.dealersync.chaos.Round.Work;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** What may happen to a cluster. Each strikes, lasts and ends within {@link #strike}. */
enum Fault {
  KILL_AT_A_STEP(Part.NODES) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      Work work = any(works, random);
      Moment moment = any(List.of(Moment.values()), random);
      Node other = any(cluster.nodes(), random);
      Duration dead = upTo(10, random);
      var struck = moment.strike(cluster, work.processType(), work.idCarga(), Node::kill);
      // Where the round is past that moment, at another one.
      if (!happens(struck, Duration.ofSeconds(4))) {
        other.kill();
      }
      await(dead);
    }
  },
  KILL_TWO(Part.NODES) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      Node spared = any(cluster.nodes(), random);
      Duration dead = upTo(10, random);
      cluster.nodes().stream().filter(node -> node != spared).forEach(Node::kill);
      await(dead);
    }
  },
  KILL_ALL(Part.NODES) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      cluster.nodes().forEach(Node::kill);
      await(upTo(10, random));
    }
  },
  STOP_A_NODE(Part.NODES) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      Node node = any(cluster.nodes(), random);
      node.terminate();
      node.awaitEnd();
    }
  },
  FREEZE_A_NODE(Part.NODES) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      Node node = any(cluster.nodes(), random);
      Duration frozen = upTo(35, random);
      cluster.pause(node, () -> await(frozen));
    }
  },
  /** Where nodes have clocks of their own, and nothing elsewhere. */
  A_CLOCK_JUMPS(Part.CLOCKS) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      Node node = any(cluster.nodes(), random);
      Duration jump = Duration.ofMinutes(random.nextInt(-600, 600));
      Duration lasts = upTo(35, random);
      node.clock()
          .ifPresent(
              clock -> {
                clock.jump(jump);
                await(lasts);
                clock.jump(Duration.ZERO);
              });
    }
  },
  REDIS_STOPS(Part.REDIS) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      cluster.redis().stop();
      await(upTo(20, random));
      cluster.startRedis();
    }
  },
  REDIS_HANGS(Part.REDIS) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      cluster.redis().pause();
      await(upTo(20, random));
      cluster.redis().resume();
    }
  },
  REDIS_FORGETS(Part.REDIS) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      cluster.flushRedis();
      await(upTo(2, random));
      cluster.flushRedis();
    }
  },
  REDIS_IS_REPLACED(Part.REDIS) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      cluster.redis().stop();
      cluster.startRedis();
    }
  },
  DATABASE_STOPS(Part.DATABASE) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      cluster.database().stop();
      await(upTo(20, random));
      cluster.database().start();
    }
  },
  DATABASE_HAS_NO_CONNECTIONS(Part.DATABASE) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      cluster.database().exhaustConnections();
      await(upTo(15, random));
      cluster.database().releaseConnections();
    }
  },
  A_NODE_LOSES_REDIS(Part.NETWORK) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      lose(any(cluster.nodes(), random).redis(), random);
    }
  },
  A_NODE_LOSES_THE_DATABASE(Part.NETWORK) {
    @Override
    void strike(Cluster cluster, List<Work> works, RandomGenerator random) {
      lose(any(cluster.nodes(), random).database(), random);
    }
  };

  /** What it strikes; two of the same part at once would end each other. */
  enum Part {
    NODES,
    CLOCKS,
    REDIS,
    DATABASE,
    NETWORK
  }

  private final Part part;

  Fault(Part part) {
    this.part = part;
  }

  Part part() {
    return part;
  }

  /** Returns when it is over, but for dead nodes. */
  abstract void strike(Cluster cluster, List<Work> works, RandomGenerator random);

  private static void lose(TcpProxy network, RandomGenerator random) {
    if (random.nextBoolean()) {
      network.silence();
    } else {
      network.refuse();
    }
    await(upTo(30, random));
    network.heal();
  }

  private static <T> T any(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }

  private static Duration upTo(int seconds, RandomGenerator random) {
    return Duration.ofMillis(random.nextInt(seconds * 1_000));
  }

  private static void await(Duration duration) {
    happens(new CompletableFuture<>(), duration);
  }

  private static boolean happens(CompletableFuture<Void> event, Duration limit) {
    try {
      event.get(limit.toMillis(), MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
