package com.dealersync.lock;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.cluster.PartitionSelectorException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;

/** What is known of a command that failed. */
final class RedisFaults {

  /** Lettuce gives it no type of its own. If it changes the text, more is undone than has to be. */
  private static final String REJECTED = "Currently not connected. Commands are rejected.";

  private RedisFaults() {}

  /**
   * Whether Redis may have executed it, or may yet. It has not where no connection was to be had,
   * or where Redis answered with an error.
   */
  static boolean mayBeDone(DataAccessException fault) {
    return causes(fault).noneMatch(RedisFaults::saysNotDone);
  }

  private static boolean saysNotDone(Throwable cause) {
    return cause instanceof RedisConnectionException
        || cause instanceof PartitionSelectorException
        || cause instanceof RedisCommandExecutionException
        || REJECTED.equals(cause.getMessage());
  }

  /** The error that Redis answered with; empty if it did not answer. */
  static Optional<String> answer(DataAccessException fault) {
    Predicate<Throwable> answered = RedisCommandExecutionException.class::isInstance;
    return causes(fault).filter(answered).findFirst().map(Throwable::getMessage);
  }

  private static Stream<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
