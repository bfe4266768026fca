package com.dealersync.api;

import com.dealersync.catalog.DealerDirectory;
import com.dealersync.catalog.DealerSituation;
import org.jspecify.annotations.Nullable;

/**
 * Which dealers of the newest loads.
 *
 * @param situacion any if not given
 */
record DealerDirectoryQuery(@Nullable DealerSituation situacion) {

  DealerDirectory.Filter filter(ProcessTypeQuery processType, SearchQuery search) {
    return new DealerDirectory.Filter(null, search.text(), situacion, processType.given());
  }
}
