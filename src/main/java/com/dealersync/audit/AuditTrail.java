package com.dealersync.audit;

import com.dealersync.catalog.ColumnText;
import com.dealersync.catalog.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The entries. Each is written in the caller's transaction, so that a change and its entry are
 * committed together or not at all. A refused request changes nothing and leaves no entry, so that
 * refusing costs no write; it is in the log.
 */
@Component
public class AuditTrail {

  private static final int USER_BYTES = 100;
  private static final int DETAIL_BYTES = 2_000;

  /** The longest value is an IPv6 address with a zone. */
  private static final int ADDRESS_BYTES = 60;

  private final JdbcClient sql;

  AuditTrail(JdbcClient sql) {
    this.sql = sql;
  }

  public void add(Caller caller, AuditAction action, AuditSubject subject) {
    add(caller, action, subject, null);
  }

  /**
   * @param detail the caller's reason
   */
  public void add(
      Caller caller, AuditAction action, AuditSubject subject, @Nullable String detail) {
    sql.sql(
            """
            insert into CO_DS_AUDITORIA
              (AUDI_INSTANTE, AUDI_USUARIO, AUDI_ACCION, AUDI_SINCCONTROLID, AUDI_PROCESSTYPE,
               AUDI_IDCARGA, AUDI_BAC, AUDI_ORIGEN, AUDI_CORRELACIONID, AUDI_DETALLE)
            values (CURRENT_TIMESTAMP, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .param(ColumnText.fit(caller.name(), USER_BYTES))
        .param(action.name())
        .param(Parameters.number(subject.runId()))
        .param(Parameters.text(subject.processType()))
        .param(Parameters.text(subject.idCarga()))
        .param(Parameters.text(subject.bac()))
        .param(ColumnText.fit(caller.address(), ADDRESS_BYTES))
        .param(caller.correlationId())
        .param(Parameters.text(detail == null ? null : ColumnText.fit(detail, DETAIL_BYTES)))
        .update();
  }

  /**
   * Which entries; null matches all.
   *
   * @param user the whole name
   * @param from the earliest; {@code until} is the latest
   */
  public record Filter(
      @Nullable String user,
      @Nullable AuditAction action,
      @Nullable Instant from,
      @Nullable Instant until) {

    private Map<String, Object> conditions() {
      Map<String, Object> conditions = new LinkedHashMap<>();
      if (user != null) {
        conditions.put("AUDI_USUARIO = ?", user);
      }
      if (action != null) {
        conditions.put("AUDI_ACCION = ?", action.name());
      }
      if (from != null) {
        conditions.put("AUDI_INSTANTE >= ?", from.atOffset(ZoneOffset.UTC));
      }
      if (until != null) {
        conditions.put("AUDI_INSTANTE <= ?", until.atOffset(ZoneOffset.UTC));
      }
      return conditions;
    }
  }

  /** Newest first; a null filter matches every entry. */
  public Page<AuditEntry> page(Filter filter, Pageable page) {
    Map<String, Object> filters = filter.conditions();
    String where =
        filters.keySet().stream()
            .collect(Collectors.joining(" and ", filters.isEmpty() ? "" : " where ", ""));
    List<AuditEntry> entries =
        sql.sql(
                """
                select AUDI_AUDITORIAID, AUDI_INSTANTE, AUDI_USUARIO, AUDI_ACCION,
                       AUDI_SINCCONTROLID, AUDI_PROCESSTYPE, AUDI_IDCARGA, AUDI_BAC, AUDI_ORIGEN,
                       AUDI_CORRELACIONID, AUDI_DETALLE
                  from CO_DS_AUDITORIA\
                """
                    + where
                    + "\n"
                    + " order by AUDI_INSTANTE desc, AUDI_AUDITORIAID desc offset ? rows fetch next"
                    + " ? rows only")
            .params(List.copyOf(filters.values()))
            .param(page.getOffset())
            .param(page.getPageSize())
            .query(AuditTrail::entry)
            .list();
    long total =
        sql.sql("select count(*) from CO_DS_AUDITORIA" + where)
            .params(List.copyOf(filters.values()))
            .query(Long.class)
            .single();
    return new PageImpl<>(entries, page, total);
  }

  private static AuditEntry entry(ResultSet row, int index) throws SQLException {
    return new AuditEntry(
        row.getLong("AUDI_AUDITORIAID"),
        row.getObject("AUDI_INSTANTE", OffsetDateTime.class).toInstant(),
        new Caller(
            row.getString("AUDI_USUARIO"),
            row.getString("AUDI_ORIGEN"),
            row.getString("AUDI_CORRELACIONID")),
        AuditAction.valueOf(row.getString("AUDI_ACCION")),
        new AuditSubject(
            row.getObject("AUDI_SINCCONTROLID", Long.class),
            row.getString("AUDI_PROCESSTYPE"),
            row.getString("AUDI_IDCARGA"),
            row.getString("AUDI_BAC")),
        row.getString("AUDI_DETALLE"));
  }
}
