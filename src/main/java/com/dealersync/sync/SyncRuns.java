package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The runs' rows; the {@code lock…} queries hold the row until the transaction ends. The server
 * ends a wait for a row before the client gives up waiting. Otherwise a session whose client is
 * gone would stay in the queue and lock the row before sessions whose clients still wait. On
 * PostgreSQL the pool sets this time-out.
 */
interface SyncRuns extends JpaRepository<SyncRun, Long>, JpaSpecificationExecutor<SyncRun> {

  String WAIT = "jakarta.persistence.lock.timeout";

  /** A request has 4 s in all. */
  String MILLIS_IN_A_REQUEST = "3000";

  /** By default, a job waits 60 s for an answer. */
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

  boolean existsByLoadId(Long loadId);

  boolean existsByLoadIdAndKindResendFalseAndIdNot(Long loadId, Long id);

  @Query("select r from SyncRun r where r.plan.jobId is not null")
  List<SyncRun> findPlanned();

  @Query("select r from SyncRun r where r.load.id = :loadId and r.plan.jobId is not null")
  List<SyncRun> findPlannedOf(long loadId);

  Optional<SyncRun> findFirstByLoadIdAndKindResendFalseOrderByTimesRegisteredAtDescIdDesc(
      long loadId);

  /** The newest runs of a load. */
  @Query(
      "select r.id from SyncRun r where r.load.id = :loadId"
          + " order by r.times.registeredAt desc, r.id desc")
  List<Long> findIdsOf(long loadId, Limit limit);

  /** Takes away what is planned for a load; returns how many rounds were. */
  @Modifying(flushAutomatically = true)
  @Query(
      "update SyncRun r set r.plan.at = null, r.plan.jobId = null"
          + " where r.load.id = :loadId and r.plan.jobId is not null")
  int callOffRounds(long loadId);

  @Transactional(propagation = Propagation.SUPPORTS)
  Optional<SyncRun> findByLeaseProcessId(String processId);

  /** The run that a lock's token is of; empty while its request is still being accepted. */
  @Transactional(propagation = Propagation.SUPPORTS)
  default Optional<LockHolders.Holder> findHolder(LockToken token) {
    return findByLeaseProcessId(token.processId()).map(LockHolders.Holder::of);
  }
}
