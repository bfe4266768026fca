package com.dealersync.chaos;

import java.util.List;

/** What happens between a node and its servers. */
final class NetworkFaults {

  private static final int MOST_EXCHANGES = 60;

  private NetworkFaults() {}

  static void loseRedis(Scene scene) {
    lose(scene.anyNode().redis(), scene);
  }

  static void loseTheDatabase(Scene scene) {
    lose(scene.anyNode().database(), scene);
  }

  /** Some connections to the database, each at an exchange of its own. */
  static void cutAtExchanges(Scene scene) {
    for (int i = 1 + scene.random().nextInt(4); i > 0; i--) {
      ExchangeCut cut =
          new ExchangeCut(
              1 + scene.random().nextInt(MOST_EXCHANGES),
              scene.any(List.of(ExchangeCut.Side.values())));
      scene.anyNode().database().watch(cut);
    }
    Scene.pass(scene.upTo(5));
  }

  private static void lose(TcpProxy network, Scene scene) {
    if (scene.random().nextBoolean()) {
      network.silence();
    } else {
      network.refuse();
    }
    Scene.pass(scene.outage());
    network.heal();
  }
}
