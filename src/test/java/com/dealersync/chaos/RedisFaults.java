package com.dealersync.chaos;

/** What happens to Redis. */
final class RedisFaults {

  private RedisFaults() {}

  static void stop(Scene scene) {
    scene.cluster().redis().stop();
    Scene.pass(scene.outage());
    scene.cluster().startRedis();
  }

  static void hang(Scene scene) {
    scene.cluster().redis().pause();
    Scene.pass(scene.outage());
    scene.cluster().redis().resume();
  }

  static void forget(Scene scene) {
    scene.cluster().flushRedis();
    Scene.pass(scene.upTo(2));
    scene.cluster().flushRedis();
  }

  static void replace(Scene scene) {
    scene.cluster().redis().stop();
    scene.cluster().startRedis();
  }
}
