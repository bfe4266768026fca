package com.dealersync.sync;

import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockReadiness;
import org.springframework.stereotype.Component;

/** Whether Redis would let a run of each process type start. */
@Component
public class StartReadiness {

  private final ProcessTypes processTypes;
  private final DistributedLock lock;

  StartReadiness(ProcessTypes processTypes, DistributedLock lock) {
    this.processTypes = processTypes;
    this.lock = lock;
  }

  public LockReadiness now() {
    return lock.readiness(processTypes.all().stream().map(ProcessType::name).toList());
  }
}
