package com.dealersync.sync;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The runs' rows; the {@code lock…} queries hold the row until the transaction ends. */
interface SyncRuns extends JpaRepository<SyncRun, Long>, JpaSpecificationExecutor<SyncRun> {

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from SyncRun r where r.id = :id")
  Optional<SyncRun> lockById(long id);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from SyncRun r where r.activeProcessType = :processType")
  Optional<SyncRun> lockActive(String processType);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select r from SyncRun r where r.activeProcessType is not null")
  List<SyncRun> lockAllActive();

  @Query("select r from SyncRun r where r.activeProcessType = :processType")
  Optional<SyncRun> findActive(String processType);

  @Query("select r from SyncRun r where r.activeProcessType is not null")
  List<SyncRun> findAllActive();

  @Transactional(propagation = Propagation.SUPPORTS)
  Optional<SyncRun> findByProcessId(String processId);
}
