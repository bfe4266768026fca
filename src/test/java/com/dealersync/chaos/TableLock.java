package com.dealersync.chaos;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** A table that nobody else can read or write until this is closed. */
final class TableLock implements AutoCloseable {

  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final Cluster cluster;
  private final Connection holder;

  TableLock(Cluster cluster, String table) {
    this.cluster = cluster;
    try {
      holder = cluster.database().connect();
      holder.setAutoCommit(false);
      try (var statement = holder.createStatement()) {
        statement.execute("lock table " + table + " in access exclusive mode");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** So many requests at each node, which read what may be locked. */
  void readers(int count) {
    for (Node node : cluster.nodes()) {
      for (int i = 0; i < count; i++) {
        String path = i % 2 == 0 ? "/auditoria" : "/cargas";
        THREADS.execute(() -> cluster.client().get(node, path));
      }
    }
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
