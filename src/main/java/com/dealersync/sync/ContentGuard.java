package com.dealersync.sync;

import com.dealersync.catalog.Load;
import com.dealersync.payload.SealedContents;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Looks at a content before anybody gets it: an empty or halved catalog is a mistake. */
@Component
class ContentGuard {

  private final SealedContents contents;
  private final GuardProperties properties;

  ContentGuard(SealedContents contents, GuardProperties properties) {
    this.contents = contents;
    this.properties = properties;
  }

  /**
   * What is wrong with it, for people; empty if nothing is.
   *
   * @param records how many the content holds
   */
  List<String> findings(Load load, long records) {
    List<String> findings = new ArrayList<>();
    Long announced = load.records();
    if (records == 0) {
      findings.add(
          announced == null
              ? "el contenido no tiene registros (0)"
              : "el contenido no tiene registros (0) y la carga anuncia " + announced);
    } else if (announced != null && announced != records) {
      findings.add(
          "el contenido tiene %d registros y la carga anuncia %d".formatted(records, announced));
    }
    OptionalLong last = contents.lastRecords(load.processType(), load.id());
    if (last.isPresent() && properties.mostLost().isPassedBy(last.getAsLong(), records)) {
      findings.add(
          "el contenido tiene %d registros y la última carga sellada de %s tenía %d: falta más del %d %%"
              .formatted(
                  records, load.processType(), last.getAsLong(), properties.mostLost().percent()));
    }
    return findings;
  }
}
