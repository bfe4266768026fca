package com.dealersync.testing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;

/** Oracle's grammar, as ShardingSphere knows it: where no Oracle runs, the next best reader. */
public final class OracleGrammar {

  private final SQLParserEngine parser = new SQLParserEngine("Oracle", new CacheOption(0, 0));
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();

  /**
   * Reads one statement, without a final semicolon. Thread-safe.
   *
   * @throws AssertionError if Oracle would not understand it
   */
  public void check(String statement) {
    if (accepted.contains(statement)) {
      return;
    }
    try {
      parser.parse(statement, false);
    } catch (RuntimeException e) {
      throw new AssertionError("Oracle's grammar refuses: " + statement, e);
    }
    accepted.add(statement);
  }
}
