package com.dealersync.sync;

/** Names for a story. */
final class ModelTold {

  private ModelTold() {}

  static String post(int post) {
    return "POST " + (post + 1);
  }

  static String run(int run) {
    return "run " + (run + 1);
  }

  static String load(int load) {
    return "load " + (load + 1);
  }

  static String attempt(ModelAttempt attempt) {
    return attempt.number() == 0
        ? "a job of " + run(attempt.run())
        : "attempt " + attempt.number() + " of " + run(attempt.run());
  }

  static String holder(String holder) {
    int attempt = ModelKey.attempt(holder);
    int run = ModelKey.run(holder);
    return attempt == 0 ? post(run) : "attempt " + attempt + " of " + run(run);
  }
}
