package com.dealersync.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why there is nothing to send of a load: to whoever starts it, and to whoever only looks. */
public sealed interface LoadRefusal extends StartResult, PreviewResult, LoadChecks.Result {

  /**
   * Nothing by that name is configured.
   *
   * @param configured the process types there are
   */
  record UnknownProcessType(List<String> configured) implements LoadRefusal {}

  /** No load with that process type and idCarga. */
  record UnknownLoad() implements LoadRefusal {}

  record AlreadySynchronised(long loadId, @Nullable String status) implements LoadRefusal {}

  /**
   * A newer load has taken its place.
   *
   * @param by the idCarga of that; null if nobody says which it is
   */
  record Replaced(@Nullable String by) implements LoadRefusal {}
}
