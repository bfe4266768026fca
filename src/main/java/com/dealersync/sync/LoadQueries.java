package com.dealersync.sync;

import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerListing;
import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.catalog.FailureGroup;
import com.dealersync.catalog.FailureGroups;
import com.dealersync.catalog.LoadListing;
import com.dealersync.catalog.LoadSummary;
import com.dealersync.payload.SealedContent;
import com.dealersync.payload.SealedContents;
import com.dealersync.sync.LoadLookup.Replacement;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** What people ask about loads: their state now, over all runs. */
@Component
public class LoadQueries {

  private final LoadListing loads;
  private final LoadLookup lookup;
  private final DealerSnapshots snapshots;
  private final DealerListing dealers;
  private final FailureGroups failures;
  private final SealedContents contents;
  private final Rounds rounds;

  LoadQueries(
      LoadListing loads,
      LoadLookup lookup,
      DealerSnapshots snapshots,
      DealerListing dealers,
      FailureGroups failures,
      SealedContents contents,
      Rounds rounds) {
    this.loads = loads;
    this.lookup = lookup;
    this.snapshots = snapshots;
    this.dealers = dealers;
    this.failures = failures;
    this.contents = contents;
    this.rounds = rounds;
  }

  /** Empty if there is no such load. */
  public Optional<LoadView> find(long loadId) {
    return loads.find(loadId).map(this::view);
  }

  private LoadView view(LoadSummary load) {
    Replacement replacement = replacement(load);
    return new LoadView(
        load,
        snapshots.coverage(load.id()),
        contents.find(load.id()).map(LoadQueries::content).orElse(null),
        replacement != null,
        replacement == null ? null : replacement.by(),
        rounds.of(load.id(), replacement != null));
  }

  private @Nullable Replacement replacement(LoadSummary load) {
    return load.processType() == null || load.idCarga() == null
        ? null
        : lookup
            .find(load.processType(), load.idCarga())
            .map(LoadLookup.Found::replacement)
            .orElse(null);
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
