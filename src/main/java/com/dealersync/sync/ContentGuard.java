package com.dealersync.sync;

import com.dealersync.catalog.Load;
import com.dealersync.payload.SealedContents;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Checks a content before it is sent to anybody. An empty catalog, or one with half of the records
 * missing, is taken for a mistake.
 */
@Component
class ContentGuard {

  private final SealedContents contents;
  private final GuardProperties properties;

  ContentGuard(SealedContents contents, GuardProperties properties) {
    this.contents = contents;
    this.properties = properties;
  }

  /**
   * What is wrong with the content, in words for people; empty if nothing is wrong.
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
