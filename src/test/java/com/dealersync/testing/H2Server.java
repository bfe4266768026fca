package com.dealersync.testing;

/** H2 in memory, in its Oracle mode. */
final class H2Server {

  private H2Server() {}

  static TestDatabase database(String name) {
    // A row lock is waited for as long as a slow machine may need, not H2's second or two.
    return new TestDatabase(
        DatabaseKind.H2,
        name,
        "jdbc:h2:mem:" + name + ";MODE=Oracle;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000",
        "sa",
        "sa");
  }

  /** Without the mode, in which JobRunr's SQL fails without a word. */
  static String jobsUrl(String name) {
    return "jdbc:h2:mem:" + name + "-jobs;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";
  }
}
