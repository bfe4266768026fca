package com.dealersync.chaos;

import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** What may happen to a cluster. Each strikes, lasts and ends within {@link #strike}. */
enum Fault {
  KILL_AT_A_STEP(Part.NODES, NodeFaults::killAtAStep),
  KILL_TWO(Part.NODES, NodeFaults::killTwo),
  KILL_ALL(Part.NODES, NodeFaults::killAll),
  STOP_A_NODE(Part.NODES, NodeFaults::stopOne),
  RESTART_IN_TURN_WITH_OTHER_SETTINGS(Part.NODES, NodeFaults::restartInTurn),
  FREEZE_A_NODE(Part.NODES, NodeFaults::freezeOne),
  /** Where nodes have clocks of their own, and nothing elsewhere. */
  A_CLOCK_JUMPS(Part.CLOCKS, NodeFaults::jump),
  REDIS_STOPS(Part.REDIS, RedisFaults::stop),
  REDIS_HANGS(Part.REDIS, RedisFaults::hang),
  REDIS_FORGETS(Part.REDIS, RedisFaults::forget),
  REDIS_IS_REPLACED(Part.REDIS, RedisFaults::replace),
  DATABASE_RESTARTS(Part.DATABASE, DatabaseFaults::restart),
  DATABASE_RESTARTS_AT_A_STATEMENT(Part.DATABASE, DatabaseFaults::restartAtAStatement),
  DATABASE_ENDS_EVERY_SESSION(Part.DATABASE, DatabaseFaults::endSessions),
  DATABASE_ENDS_EVERY_SESSION_AGAIN_AND_AGAIN(
      Part.DATABASE, DatabaseFaults::endSessionsAgainAndAgain),
  DATABASE_HAS_NO_CONNECTIONS(Part.DATABASE, DatabaseFaults::refuseConnections),
  READERS_WAIT_FOR_A_LOCKED_TABLE(Part.DATABASE, DatabaseFaults::lockATable),
  A_NODE_LOSES_REDIS(Part.NETWORK, NetworkFaults::loseRedis),
  A_NODE_LOSES_THE_DATABASE(Part.NETWORK, NetworkFaults::loseTheDatabase),
  CONNECTIONS_ARE_CUT_AT_EXCHANGES(Part.NETWORK, NetworkFaults::cutAtExchanges),
  SECRETS_ARE_ROTATED(Part.DEALERS, DealerFaults::rotateSecrets),
  AN_ORIGIN_GOES_AND_COMES_BACK(Part.DEALERS, DealerFaults::loseAnOrigin),
  THE_CATALOG_CHANGES(Part.CATALOG, CatalogFaults::change),
  PROCESS_TYPES_ARE_PAUSED(Part.OPERATORS, OperatorFaults::pauseSome),
  DEALERS_ARE_SENT_AGAIN(Part.OPERATORS, OperatorFaults::sendAgain);

  /** What it strikes; two of the same part at once would end each other. */
  enum Part {
    NODES,
    CLOCKS,
    REDIS,
    DATABASE,
    NETWORK,
    DEALERS,
    CATALOG,
    OPERATORS
  }

  private final Part part;
  private final Consumer<Scene> what;

  Fault(Part part, Consumer<Scene> what) {
    this.part = part;
    this.what = what;
  }

  /** One or two for a round. Of as many seeds in a row as there are kinds, each has another one. */
  static List<Fault> drawn(long seed, RandomGenerator random) {
    Fault[] all = values();
    Fault first = all[Math.floorMod(seed, all.length)];
    Fault second = all[random.nextInt(all.length)];
    return second.part() == first.part() ? List.of(first) : List.of(first, second);
  }

  Part part() {
    return part;
  }

  /** Returns when it is over, but for dead nodes. */
  void strike(Scene scene) {
    what.accept(scene);
  }
}
