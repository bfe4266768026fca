package com.dealersync.api;

import com.dealersync.payload.ContentDifference;
import com.dealersync.sync.DifferenceResult.Found;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is new in a load.
 *
 * @param clave the fields that say which record one is; absent if none do
 * @param cambiados absent without a key
 */
record DifferenceResource(
    Previous anterior,
    @Nullable List<String> clave,
    long registrosAntes,
    long registrosAhora,
    long agregados,
    long quitados,
    @Nullable Long cambiados,
    Examples ejemplos) {

  record Previous(long eventoCargaProcesoId, @Nullable String idCarga) {}

  /** At most ten of each, as they stand in the contents. */
  record Examples(List<RawValue> agregados, List<RawValue> quitados, List<Change> cambiados) {}

  record Change(RawValue antes, RawValue ahora) {}

  static DifferenceResource of(Found found) {
    ContentDifference difference = found.difference();
    boolean keyed = !found.key().isEmpty();
    return new DifferenceResource(
        new Previous(found.previous().id(), found.previous().idCarga()),
        keyed ? found.key() : null,
        difference.before(),
        difference.now(),
        difference.added(),
        difference.removed(),
        keyed ? difference.changed() : null,
        new Examples(
            texts(difference.addedExamples()),
            texts(difference.removedExamples()),
            difference.changedExamples().stream()
                .map(it -> new Change(new RawValue(it.before()), new RawValue(it.now())))
                .toList()));
  }

  private static List<RawValue> texts(List<String> records) {
    return records.stream().map(RawValue::new).toList();
  }
}
