package com.dealersync.sync;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The runs' rows; the {@code lock…} queries hold the row until the transaction ends. A session that
 * waits for one is sent away by the server before its client gives up: what still queues for a row
 * when nobody waits for it any more would hold it against those that do. On PostgreSQL the pool
 * says so.
 */
interface SyncRuns extends JpaRepository<SyncRun, Long>, JpaSpecificationExecutor<SyncRun> {

  String WAIT = "jakarta.persistence.lock.timeout";

  /** A request has 4 s for everything. */
  String MILLIS_IN_A_REQUEST = "3000";

  /** A job waits 60 s for an answer, as shipped. */
  String MILLIS_IN_A_JOB = "45000";

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @QueryHints(@QueryHint(name = WAIT, value = MILLIS_IN_A_JOB))
  @Query("select r from SyncRun r where r.id = :id")
  Optional<SyncRun> lockById(long id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @QueryHints(@QueryHint(name = WAIT, value = MILLIS_IN_A_REQUEST))
  @Query("select r from SyncRun r where r.id = :id")
  Optional<SyncRun> lockByIdForACaller(long id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @QueryHints(@QueryHint(name = WAIT, value = MILLIS_IN_A_REQUEST))
  @Query("select r from SyncRun r where r.activeProcessType = :processType")
  Optional<SyncRun> lockActive(String processType);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @QueryHints(@QueryHint(name = WAIT, value = MILLIS_IN_A_REQUEST))
  @Query("select r from SyncRun r where r.activeProcessType is not null")
  List<SyncRun> lockAllActive();

  @Query("select r from SyncRun r where r.activeProcessType = :processType")
  Optional<SyncRun> findActive(String processType);

  @Query("select r from SyncRun r where r.activeProcessType is not null")
  List<SyncRun> findAllActive();

  @Transactional(propagation = Propagation.SUPPORTS)
  Optional<SyncRun> findByProcessId(String processId);
}
