package com.dealersync.sync;

import com.dealersync.catalog.LoadListing;
import com.dealersync.catalog.LoadSummary;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.payload.ContentComparison;
import com.dealersync.payload.SealedContent;
import com.dealersync.payload.SealedContents;
import com.dealersync.sync.DifferenceResult.Busy;
import com.dealersync.sync.DifferenceResult.Found;
import com.dealersync.sync.DifferenceResult.NoPrevious;
import com.dealersync.sync.DifferenceResult.NothingSealed;
import com.dealersync.sync.DifferenceResult.UnknownLoad;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells what is new in a load, compared with the load that was sealed before it. A node makes one
 * comparison at a time, because each holds a whole content in memory beside those of the runs.
 */
@Component
public class LoadDifferences {

  private final LoadListing loads;
  private final SealedContents contents;
  private final ProcessTypes types;
  private final Turn turn = new Turn();

  LoadDifferences(LoadListing loads, SealedContents contents, ProcessTypes types) {
    this.loads = loads;
    this.contents = contents;
    this.types = types;
  }

  public DifferenceResult of(long loadId) {
    Optional<LoadSummary> load = loads.find(loadId);
    if (load.isEmpty()) {
      return new UnknownLoad();
    }
    Optional<SealedContent> now = contents.find(loadId).filter(SealedContent::isKept);
    if (now.isEmpty()) {
      return new NothingSealed();
    }
    Optional<SealedContent> before = contents.before(loadId).filter(SealedContent::isKept);
    Optional<LoadSummary> previous = before.flatMap(content -> loads.find(content.loadId()));
    return previous.isEmpty()
        ? new NoPrevious()
        : turn.<DifferenceResult>take(
                () -> difference(load.get(), now.get(), previous.get(), before.get()))
            .orElseGet(() -> new Busy(Turn.RETRY));
  }

  private Found difference(
      LoadSummary load, SealedContent now, LoadSummary previous, SealedContent before) {
    List<String> key =
        Optional.ofNullable(load.processType())
            .flatMap(types::find)
            .map(ProcessType::key)
            .orElse(List.of());
    return new Found(
        previous,
        key,
        new ContentComparison(() -> contents.read(before), () -> contents.read(now), key)
            .difference());
  }
}
