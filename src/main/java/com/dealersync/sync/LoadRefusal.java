package com.dealersync.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a load cannot be sent. It is an answer to a start and to a preview. */
public sealed interface LoadRefusal extends StartResult, PreviewResult, LoadChecks.Result {

  /**
   * No process type with that name is configured.
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
   * @param by the idCarga of the newer load; null if it is not known
   */
  record Replaced(@Nullable String by) implements LoadRefusal {}
}
