package com.dealersync.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/**
 * One version of a catalog that must reach its dealers. Other applications write it, also while a
 * run is at work. So this service never writes the whole row, only the columns that it reports in,
 * by {@link LoadProgress#reached}.
 */
@Entity
@Immutable
@Table(name = "CO_EVENTOSCARGAPROCESO")
public class Load {

  static final String SYNCHRONISED = "SINCRONIZADA";

  @Id
  @Column(name = "COCP_EVENTOCARGAPROCESOID")
  private Long id;

  @Column(name = "COCP_PROCESO")
  private String processType;

  @Column(name = "COCP_IDCARGA")
  private String idCarga;

  @Column(name = "COCP_FECHACARGA")
  private @Nullable LocalDateTime fechaCarga;

  @Column(name = "COCP_REGISTROS")
  private @Nullable Long records;

  @Column(name = "COCP_ESTATUS")
  private @Nullable String status;

  @SuppressWarnings("NullAway.Init")
  protected Load() {}

  /**
   * A load with the values that another query has read. Changes to it are not stored.
   *
   * @param fechaCarga in the service's zone
   */
  public static Load read(
      long id,
      String processType,
      String idCarga,
      @Nullable LocalDateTime fechaCarga,
      @Nullable Long records,
      @Nullable String status) {
    Load load = new Load();
    load.id = id;
    load.processType = processType;
    load.idCarga = idCarga;
    load.fechaCarga = fechaCarga;
    load.records = records;
    load.status = status;
    return load;
  }

  public long id() {
    return id;
  }

  public String processType() {
    return processType;
  }

  public String idCarga() {
    return idCarga;
  }

  /** When the load was made, in the service's zone. */
  public @Nullable LocalDateTime fechaCarga() {
    return fechaCarga;
  }

  /** Whether this is the load that a run with these values names. */
  public boolean isNamed(@Nullable String otherIdCarga, @Nullable LocalDateTime otherFechaCarga) {
    return idCarga.equals(otherIdCarga) && Objects.equals(fechaCarga, otherFechaCarga);
  }

  /** How many records the load announces; null if it does not say. */
  public @Nullable Long records() {
    return records;
  }

  public @Nullable String status() {
    return status;
  }

  /** Whether every dealer has it already. */
  public boolean isSynchronised() {
    return SYNCHRONISED.equals(status);
  }
}
