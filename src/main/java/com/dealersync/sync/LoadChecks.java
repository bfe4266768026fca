package com.dealersync.sync;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.sync.LoadLookup.ActiveRun;
import com.dealersync.sync.LoadLookup.Replacement;
import com.dealersync.sync.LoadRefusal.AlreadySynchronised;
import com.dealersync.sync.LoadRefusal.Replaced;
import com.dealersync.sync.LoadRefusal.UnknownLoad;
import com.dealersync.sync.LoadRefusal.UnknownProcessType;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds a load and checks that it may be sent. Changes nothing. */
@Component
class LoadChecks {

  private final ProcessTypes processTypes;
  private final LoadLookup lookup;

  LoadChecks(ProcessTypes processTypes, LoadLookup lookup) {
    this.processTypes = processTypes;
    this.lookup = lookup;
  }

  /** The load, or why it is refused. */
  sealed interface Result permits LoadRefusal, Passed {}

  /**
   * @param activeRun of its process type
   * @param pause of its process type; null if it is not paused
   */
  record Passed(ProcessType type, Load load, ActiveRun activeRun, @Nullable Pause pause)
      implements Result {}

  Result check(String processType, String idCarga) {
    return check(processType, idCarga, false);
  }

  /**
   * @param again whether it may be sent also if every dealer has it
   */
  Result check(String processType, String idCarga, boolean again) {
    Optional<ProcessType> type = processTypes.find(processType);
    if (type.isEmpty()) {
      return new UnknownProcessType(processTypes.all().stream().map(ProcessType::name).toList());
    }
    return lookup
        .find(processType, idCarga)
        .map(found -> check(type.get(), found, again))
        .orElseGet(UnknownLoad::new);
  }

  private static Result check(ProcessType type, LoadLookup.Found found, boolean again) {
    Load load = found.load();
    Replacement replacement = found.replacement();
    return switch (RunProtocol.checking(load.isSynchronised() && !again, replacement != null)) {
      case PASSED -> new Passed(type, load, found.activeRun(), found.pause());
      case SYNCHRONISED -> new AlreadySynchronised(load.id(), load.status());
      case REPLACED -> new Replaced(Objects.requireNonNull(replacement).by());
    };
  }
}
