package com.dealersync.sync;

import com.dealersync.catalog.Load;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The load of a run, as it was when the run was accepted.
 *
 * @param id null if the row names none
 * @param status any other that the load has later was set by another application
 */
@Embeddable
record RunLoad(
    @Column(name = "COES_PROCESSTYPE", updatable = false) String processType,
    @Column(name = "COES_IDCARGA", updatable = false) String idCarga,
    @Column(name = "COES_FECHACARGA", updatable = false) @Nullable LocalDateTime fechaCarga,
    @Column(name = "COES_COCP_EVENTPROCESOID", updatable = false) @Nullable Long id,
    @Column(name = "COES_ESTATUSCARGA", updatable = false) @Nullable String status) {

  static RunLoad of(Load load) {
    return new RunLoad(
        load.processType(), load.idCarga(), load.fechaCarga(), load.id(), load.status());
  }

  boolean is(Load load) {
    return load.isNamed(idCarga, fechaCarga);
  }
}
