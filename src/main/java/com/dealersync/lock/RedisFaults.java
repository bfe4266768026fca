package com.dealersync.lock;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.cluster.PartitionSelectorException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;

/** Tells what is known of a command that failed. */
final class RedisFaults {

  /**
   * Lettuce has no own type for this error. If it changes the text, more is undone than necessary.
   */
  private static final String REJECTED = "Currently not connected. Commands are rejected.";

  private RedisFaults() {}

  /**
   * Whether Redis may have executed the command or may still execute it. It has not if there was no
   * connection, or if Redis answered with an error.
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
