package com.dealersync.sync;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.sync.LoadRefusal.AlreadySynchronised;
import com.dealersync.sync.LoadRefusal.UnknownLoad;
import com.dealersync.sync.LoadRefusal.UnknownProcessType;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds a load of which there is something to send. Changes nothing. */
@Component
class LoadChecks {

  private final ProcessTypes processTypes;
  private final Loads loads;

  LoadChecks(ProcessTypes processTypes, Loads loads) {
    this.processTypes = processTypes;
    this.loads = loads;
  }

  /** The load, or why it is refused. */
  sealed interface Result permits LoadRefusal, Passed {}

  record Passed(ProcessType type, Load load) implements Result {}

  Result check(String processType, String idCarga) {
    Optional<ProcessType> type = processTypes.find(processType);
    if (type.isEmpty()) {
      return new UnknownProcessType(processTypes.all().stream().map(ProcessType::name).toList());
    }
    Optional<Load> load = loads.findByProcessTypeAndIdCarga(processType, idCarga);
    if (load.isEmpty()) {
      return new UnknownLoad();
    }
    return load.get().isSynchronised()
        ? new AlreadySynchronised(load.get().id(), load.get().status())
        : new Passed(type.get(), load.get());
  }
}
