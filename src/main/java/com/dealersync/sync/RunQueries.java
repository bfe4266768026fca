package com.dealersync.sync;

import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerListing;
import com.dealersync.catalog.DealerStatus;
import com.dealersync.catalog.DeliveryPoint;
import com.dealersync.catalog.DeliveryTimeline;
import com.dealersync.catalog.FailureGroup;
import com.dealersync.catalog.FailureGroups;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.lock.DistributedLock;
import com.dealersync.lock.LockView;
import com.dealersync.logs.RepeatedFaults;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people ask about runs. */
@Component
@Transactional(readOnly = true)
public class RunQueries {

  private static final Logger log = LoggerFactory.getLogger(RunQueries.class);

  private final SyncRuns runs;
  private final DealerListing dealers;
  private final FailureGroups failures;
  private final DeliveryTimeline timeline;
  private final ProcessTypes processTypes;
  private final DistributedLock lock;
  private final LockHolders holders;
  private final DatabaseClock clock;
  private final RepeatedFaults faults;

  RunQueries(
      SyncRuns runs,
      DealerListing dealers,
      FailureGroups failures,
      DeliveryTimeline timeline,
      ProcessTypes processTypes,
      DistributedLock lock,
      LockHolders holders,
      DatabaseClock clock,
      RepeatedFaults faults) {
    this.runs = runs;
    this.dealers = dealers;
    this.failures = failures;
    this.timeline = timeline;
    this.processTypes = processTypes;
    this.lock = lock;
    this.holders = holders;
    this.clock = clock;
    this.faults = faults;
  }

  public Optional<RunView> find(long syncControlId) {
    return runs.findById(syncControlId).map(RunView::of);
  }

  /** The runs with these ids that exist, in one query. */
  List<RunView> find(Collection<Long> syncControlIds) {
    return runs.findAllById(syncControlIds).stream().map(RunView::of).toList();
  }

  /**
   * Which runs; null matches every one.
   *
   * @param from when it was accepted at the earliest; {@code until} at the latest
   */
  public record Filter(
      @Nullable String processType,
      @Nullable String idCarga,
      @Nullable RunStatus status,
      @Nullable LocalDateTime from,
      @Nullable LocalDateTime until) {}

  /**
   * Newest first. The keys alone do not tell the order, because a sequence of an Oracle cluster
   * gives them out of order.
   */
  public Page<RunView> history(Filter wanted, Pageable page) {
    Specification<SyncRun> filter =
        Specification.allOf(
            equal(run -> run.get("load").get("processType"), wanted.processType()),
            equal(run -> run.get("load").get("idCarga"), wanted.idCarga()),
            equal(run -> run.get("status"), wanted.status()),
            acceptedBetween(wanted.from(), wanted.until()));
    Pageable newestFirst =
        PageRequest.of(
            page.getPageNumber(),
            page.getPageSize(),
            Sort.by("times.registeredAt", "id").descending());
    return runs.findAll(filter, newestFirst).map(RunView::of);
  }

  /** The dealers of the run, as it left them; empty if there is no such run. */
  public Optional<Page<DealerStatus>> dealers(
      long syncControlId, DealerFilter filter, Pageable page) {
    return find(syncControlId)
        .map(
            run ->
                dealersOf(run)
                    .map(found -> found.page(filter, page))
                    .orElseGet(() -> Page.empty(page)));
  }

  /** Why dealers of the run failed; empty if there is no such run. */
  public Optional<List<FailureGroup>> failures(long syncControlId) {
    return find(syncControlId)
        .map(
            run -> {
              if (run.loadId() == null) {
                return List.of();
              }
              return run.hasResults()
                  ? failures.ofRun(syncControlId)
                  : failures.ofLoad(run.loadId());
            });
  }

  /**
   * All dealers of the run, as they are when the stream reaches them; empty if there is no such
   * run. It uses no transaction, so that a slow reader holds no connection.
   */
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  public Optional<Stream<DealerStatus>> allDealers(long syncControlId, DealerFilter filter) {
    return find(syncControlId)
        .map(run -> dealersOf(run).map(found -> found.all(filter)).orElseGet(Stream::empty));
  }

  /**
   * The dealers of a run; if its results were not stored, the dealers of its load as they are now.
   */
  private Optional<DealerListing.Of> dealersOf(RunView run) {
    Long load = run.loadId();
    if (load == null) {
      return Optional.empty();
    }
    if (!run.hasResults()) {
      return Optional.of(dealers.ofLoad(load));
    }
    if (!run.status().isActive()) {
      return Optional.of(dealers.ofEndedRun(run.syncControlId()));
    }
    return Optional.of(
        run.resend()
            ? dealers.ofActiveResend(run.syncControlId(), load)
            : dealers.ofActiveRun(run.syncControlId(), load));
  }

  /** The deliveries of the run so far; empty if there is no such run. */
  public Optional<RunDeliveries> deliveries(long syncControlId) {
    return find(syncControlId).map(this::deliveries);
  }

  private RunDeliveries deliveries(RunView run) {
    LocalDateTime from = run.startedAt();
    if (run.loadId() == null || from == null) {
      return new RunDeliveries.NotBegun();
    }
    LocalDateTime ended = run.endedAt();
    LocalDateTime last = ended == null ? clock.now().local() : ended;
    LocalDateTime until = last.isBefore(from) ? from : last;
    Duration step = RunDeliveries.step(from, until);
    List<DeliveryPoint> points =
        run.hasResults()
            ? timeline.ofRun(run.syncControlId(), from, until, step)
            : timeline.ofLoad(run.loadId(), from, until, step);
    return new RunDeliveries.Begun(from, until, step, points);
  }

  /**
   * Whether a process type is busy. A key that was left behind does not count, because the next
   * request takes it over. It asks Redis first, and needs the database only if somebody has the
   * lock.
   */
  @Transactional(propagation = Propagation.SUPPORTS)
  public Availability availability(String processType) {
    if (processTypes.find(processType).isEmpty()) {
      return new Availability.UnknownProcessType();
    }
    KeyOwner owner = KeyOwner.of(lock.view(processType), holders::runOf, lock.ttl());
    return switch (owner) {
      case KeyOwner.Nobody nobody -> new Availability.Free();
      case KeyOwner.LeftBehind leftBehind -> new Availability.Free();
      case KeyOwner.Run(LockHolders.Holder run, var expiresIn) ->
          new Availability.Locked(expiresIn, run.runId(), run.idCarga());
      case KeyOwner.Unregistered(var token, var expiresIn) when expiresIn != null ->
          new Availability.Locked(expiresIn, null, null);
      case KeyOwner.Unregistered endless -> new Availability.Foreign("string", null);
      case KeyOwner.Foreign(LockView.Foreign key) ->
          new Availability.Foreign(key.type(), key.expiresIn());
      case KeyOwner.Unknown unknown -> {
        faults.met(log, "❌ [DISTRIBUTED_LOCK] Redis no responde", unknown.cause());
        yield new Availability.Unavailable();
      }
    };
  }

  private static Specification<SyncRun> acceptedBetween(
      @Nullable LocalDateTime from, @Nullable LocalDateTime until) {
    return (run, query, criteria) -> {
      Path<LocalDateTime> accepted = run.get("times").get("registeredAt");
      return criteria.and(
          Stream.of(
                  from == null ? null : criteria.greaterThanOrEqualTo(accepted, from),
                  until == null ? null : criteria.lessThanOrEqualTo(accepted, until))
              .filter(Objects::nonNull)
              .toArray(Predicate[]::new));
    };
  }

  private static Specification<SyncRun> equal(
      Function<Root<SyncRun>, Path<?>> field, @Nullable Object value) {
    return (run, query, criteria) -> value == null ? null : criteria.equal(field.apply(run), value);
  }
}
