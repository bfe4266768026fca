package com.dealersync;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModuleTests {

  @Test
  void modulesUseEachOtherOnlyAsDeclaredAndWithoutCycles() {
    ApplicationModules.of(DealerSyncApplication.class).verify();
  }
}
