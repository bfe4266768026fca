package com.dealersync.payload;

import com.dealersync.catalog.ColumnText;
import com.dealersync.catalog.Parameters;
import com.dealersync.catalog.Stamp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The sealed content of each load, compressed and in parts. Storing or reading it needs memory for
 * only one part besides the bytes themselves.
 */
@Component
public class SealedContents {

  private static final int WARNINGS_BYTES = 1_000;

  private final JdbcClient sql;
  private final JdbcTemplate jdbc;

  SealedContents(JdbcClient sql, JdbcTemplate jdbc) {
    this.sql = sql;
    this.jdbc = jdbc;
  }

  public Optional<SealedContent> find(long loadId) {
    return sql.sql(
            """
            select CONT_COCP_EVENTOCARGAPROCESOID, CONT_SHA256, CONT_REGISTROS, CONT_BYTES,
                   CONT_PARTES, CONT_SELLADO, CONT_AVISOS
              from CO_DS_CONTENIDO
             where CONT_COCP_EVENTOCARGAPROCESOID = ?""")
        .param(loadId)
        .query(SealedContents::content)
        .optional();
  }

  /** How many records the last sealed load of that process type has, other than this load. */
  public OptionalLong lastRecords(String processType, long otherThanLoad) {
    return sql
        .sql(
            """
            select CONT_REGISTROS
              from CO_DS_CONTENIDO
             where CONT_PROCESSTYPE = ? and CONT_COCP_EVENTOCARGAPROCESOID <> ?
             order by CONT_SELLADO desc, CONT_COCP_EVENTOCARGAPROCESOID desc
             fetch first 1 rows only""")
        .params(processType, otherThanLoad)
        .query(Long.class)
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /**
   * What was sealed for the newest load of the same process type that is older than this one; empty
   * if there is none.
   */
  public Optional<SealedContent> before(long loadId) {
    return sql.sql(
            """
            select p.CONT_COCP_EVENTOCARGAPROCESOID, p.CONT_SHA256, p.CONT_REGISTROS, p.CONT_BYTES,
                   p.CONT_PARTES, p.CONT_SELLADO, p.CONT_AVISOS
              from CO_DS_CONTENIDO t
                   join CO_EVENTOSCARGAPROCESO later
                     on later.COCP_EVENTOCARGAPROCESOID = t.CONT_COCP_EVENTOCARGAPROCESOID
                   join CO_DS_CONTENIDO p on p.CONT_PROCESSTYPE = t.CONT_PROCESSTYPE
                   join CO_EVENTOSCARGAPROCESO previous
                     on previous.COCP_EVENTOCARGAPROCESOID = p.CONT_COCP_EVENTOCARGAPROCESOID
             where t.CONT_COCP_EVENTOCARGAPROCESOID = ?
               and (previous.COCP_FECHACARGA < later.COCP_FECHACARGA
                    or (previous.COCP_FECHACARGA = later.COCP_FECHACARGA
                        and previous.COCP_EVENTOCARGAPROCESOID < later.COCP_EVENTOCARGAPROCESOID))
             order by previous.COCP_FECHACARGA desc, previous.COCP_EVENTOCARGAPROCESOID desc
             fetch first 1 rows only""")
        .param(loadId)
        .query(SealedContents::content)
        .optional();
  }

  /**
   * Seals the content in the caller's transaction, and replaces what was sealed for the load
   * before.
   *
   * @param warnings what is wrong with it although it is sent by force; cut to the length of its
   *     column
   */
  public SealedContent seal(
      long loadId,
      String processType,
      PackedPayload packed,
      @Nullable String warnings,
      Stamp stamp) {
    jdbc.update(
        "delete from CO_DS_CONTENIDOPARTES where COPA_COCP_EVENTOCARGAPROCESOID = ?", loadId);
    jdbc.update("delete from CO_DS_CONTENIDO where CONT_COCP_EVENTOCARGAPROCESOID = ?", loadId);
    SealedContent content =
        new SealedContent(
            loadId,
            packed.sha256(),
            packed.payload().records(),
            packed.payload().bytes().length,
            packed.parts().size(),
            stamp.now(),
            warnings == null ? null : ColumnText.fit(warnings, WARNINGS_BYTES));
    insert(content, processType);
    List<byte[]> parts = packed.parts();
    for (int part = 0; part < parts.size(); part++) {
      insertPart(loadId, part, parts.get(part));
    }
    return content;
  }

  private void insert(SealedContent content, String processType) {
    sql.sql(
            """
            insert into CO_DS_CONTENIDO
              (CONT_COCP_EVENTOCARGAPROCESOID, CONT_PROCESSTYPE, CONT_SHA256, CONT_REGISTROS,
               CONT_BYTES, CONT_PARTES, CONT_SELLADO, CONT_AVISOS)
            values (?, ?, ?, ?, ?, ?, ?, ?)""")
        .param(content.loadId())
        .param(processType)
        .param(content.sha256())
        .param(content.records())
        .param(content.bytes())
        .param(content.parts())
        .param(content.sealedAt())
        .param(Parameters.text(content.warnings()))
        .update();
  }

  private void insertPart(long loadId, int part, byte[] gzip) {
    jdbc.update(
        """
        insert into CO_DS_CONTENIDOPARTES (COPA_COCP_EVENTOCARGAPROCESOID, COPA_PARTE, COPA_GZIP)
        values (?, ?, ?)""",
        row -> {
          row.setLong(1, loadId);
          row.setInt(2, part);
          row.setBytes(3, gzip);
        });
  }

  /**
   * Its bytes, read part by part into one array, and compared with the SHA-256 of what was sealed.
   *
   * @throws ContentLostException if they are not
   */
  public Payload read(SealedContent content) {
    byte[] bytes = new byte[Math.toIntExact(content.bytes())];
    int length;
    try (InputStream plain = new GZIPInputStream(gzip(content), 64 * 1024)) {
      length = plain.readNBytes(bytes, 0, bytes.length);
      length += plain.read() < 0 ? 0 : 1;
    } catch (IOException | NoSuchElementException e) {
      throw lost(content, e);
    }
    Payload payload = new Payload(bytes, content.records());
    if (length != bytes.length || !payload.sha256().equals(content.sha256())) {
      throw new ContentLostException(content);
    }
    return payload;
  }

  /**
   * Its gzip form, read from the database part by part while the stream is read. It holds no
   * connection between two parts.
   *
   * <p>Reading throws {@link NoSuchElementException} if a part is missing.
   */
  public InputStream gzip(SealedContent content) {
    return new SequenceInputStream(
        new Enumeration<>() {
          private int next;

          @Override
          public boolean hasMoreElements() {
            return next < content.parts();
          }

          @Override
          public InputStream nextElement() {
            return new ByteArrayInputStream(part(content.loadId(), next++));
          }
        });
  }

  private byte[] part(long loadId, int part) {
    return jdbc
        .query(
            """
            select COPA_GZIP
              from CO_DS_CONTENIDOPARTES
             where COPA_COCP_EVENTOCARGAPROCESOID = ? and COPA_PARTE = ?""",
            (row, i) -> bytes(row),
            loadId,
            part)
        .stream()
        .findFirst()
        .orElseThrow();
  }

  private static byte[] bytes(ResultSet row) throws SQLException {
    try (InputStream part = row.getBinaryStream("COPA_GZIP")) {
      return part.readAllBytes();
    } catch (IOException e) {
      throw new SQLException("A part of a content cannot be read", e);
    }
  }

  private static ContentLostException lost(SealedContent content, Exception cause) {
    ContentLostException lost = new ContentLostException(content);
    lost.initCause(cause);
    return lost;
  }

  private static SealedContent content(ResultSet row, int index) throws SQLException {
    return new SealedContent(
        row.getLong("CONT_COCP_EVENTOCARGAPROCESOID"),
        row.getString("CONT_SHA256"),
        row.getLong("CONT_REGISTROS"),
        row.getLong("CONT_BYTES"),
        row.getInt("CONT_PARTES"),
        row.getObject("CONT_SELLADO", LocalDateTime.class),
        row.getString("CONT_AVISOS"));
  }
}
