package com.dealersync.sync;

import com.dealersync.catalog.CoverageTimeline;
import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerListing;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.catalog.FailureGroup;
import com.dealersync.catalog.FailureGroups;
import com.dealersync.catalog.LoadFilter;
import com.dealersync.catalog.LoadListing;
import com.dealersync.catalog.LoadProgress;
import com.dealersync.catalog.LoadSummary;
import com.dealersync.notices.Notices;
import com.dealersync.notices.Told;
import com.dealersync.payload.SealedContent;
import com.dealersync.payload.SealedContents;
import com.dealersync.sync.LoadLookup.Replacement;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** What people ask about loads: their state now, over all runs. */
@Component
public class LoadQueries {

  /** What was told of older runs of a load matters no more. */
  private static final int MOST_RUNS = 50;

  private final LoadListing loads;
  private final LoadLookup lookup;
  private final LoadProgress progress;
  private final DealerListing dealers;
  private final FailureGroups failures;
  private final SealedContents contents;
  private final CoverageTimeline timeline;
  private final Rounds rounds;
  private final GuardRefusals refusals;
  private final SyncRuns runs;
  private final Notices notices;

  LoadQueries(
      LoadListing loads,
      LoadLookup lookup,
      LoadProgress progress,
      DealerListing dealers,
      FailureGroups failures,
      SealedContents contents,
      CoverageTimeline timeline,
      Rounds rounds,
      GuardRefusals refusals,
      SyncRuns runs,
      Notices notices) {
    this.loads = loads;
    this.lookup = lookup;
    this.progress = progress;
    this.dealers = dealers;
    this.failures = failures;
    this.contents = contents;
    this.timeline = timeline;
    this.rounds = rounds;
    this.refusals = refusals;
    this.runs = runs;
    this.notices = notices;
  }

  /**
   * One of a list.
   *
   * @param refused what the guard found, where it kept the load from being sent; null if it did not
   */
  public record Listed(LoadSummary load, @Nullable String refused) {}

  /** Newest first; a load without a date comes last. */
  public Page<Listed> page(LoadFilter filter, Pageable page) {
    Page<LoadSummary> found = loads.page(filter, page);
    Map<Long, String> refused =
        refusals.findings(
            found.stream().filter(load -> load.records() == null).map(LoadSummary::id).toList());
    return found.map(load -> new Listed(load, refused.get(load.id())));
  }

  /** Empty if there is no such load. */
  public Optional<LoadView> find(long loadId) {
    return loads.find(loadId).map(this::view);
  }

  private LoadView view(LoadSummary load) {
    Replacement replacement = replacement(load);
    return new LoadView(
        load,
        progress.coverage(load.id()),
        contents.find(load.id()).map(LoadQueries::content).orElse(null),
        replacement != null,
        replacement == null ? null : replacement.by(),
        rounds.of(load.id(), replacement != null),
        load.records() == null ? refusals.findings(List.of(load.id())).get(load.id()) : null,
        told(load.id()));
  }

  private @Nullable Replacement replacement(LoadSummary load) {
    return load.processType() == null || load.idCarga() == null
        ? null
        : lookup
            .find(load.processType(), load.idCarga())
            .map(LoadLookup.Found::replacement)
            .orElse(null);
  }

  private List<Told> told(long loadId) {
    return notices.of(loadId, runs.findIdsOf(loadId, Limit.of(MOST_RUNS)));
  }

  private static LoadView.Content content(SealedContent content) {
    return new LoadView.Content(
        content.sha256(),
        content.bytes(),
        content.sealedAt(),
        content.warnings(),
        content.isKept());
  }

  /** The dealers of its snapshot as they are now; empty if there is no such load. */
  public Optional<Page<DealerStatus>> dealers(long loadId, DealerFilter filter, Pageable page) {
    return loads.find(loadId).map(load -> dealers.ofLoad(load.id()).page(filter, page));
  }

  /** Why dealers of the load failed, as they are now; empty if there is no such load. */
  public Optional<List<FailureGroup>> failures(long loadId) {
    return loads.find(loadId).map(load -> failures.ofLoad(load.id()));
  }

  /** How many dealers had confirmed at which time; empty if there is no such load. */
  public Optional<List<CoverageTimeline.Point>> confirmations(long loadId) {
    return loads.find(loadId).map(load -> timeline.of(load.id()));
  }

  /**
   * What is sent for a load.
   *
   * @param bytes how many there are, not compressed
   * @param gzip its bytes, compressed; read from the database while the stream is read
   */
  public record Sealed(String sha256, long bytes, InputStream gzip) {}

  /** Empty if there is no such load, nothing was sealed for it, or that was deleted since. */
  public Optional<Sealed> content(long loadId) {
    return loads
        .find(loadId)
        .flatMap(load -> contents.find(load.id()))
        .filter(SealedContent::isKept)
        .map(content -> new Sealed(content.sha256(), content.bytes(), contents.gzip(content)));
  }
}
