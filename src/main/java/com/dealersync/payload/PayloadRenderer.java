package com.dealersync.payload;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.ProcessType;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.FastByteArrayOutputStream;

/** Renders what the dealers of a load receive. */
@Component
public class PayloadRenderer {

  /** The longest array that every JVM can create. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final QueryRunner query;
  private final ZoneId zone;
  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  PayloadRenderer(JdbcTemplate jdbc, Clock clock) {
    this.query = new QueryRunner(jdbc);
    this.zone = clock.getZone();
  }

  /**
   * Streams the rows of the process type's query into one JSON document.
   *
   * <p>The list comes first and the head after it, because the head says how many records follow.
   * At its peak a large rendering holds the document once, and once more compressed.
   *
   * @param webhooks how many distinct webhooks the load's snapshot has
   * @throws PayloadTooLargeException if it does not fit into one array
   * @throws InvalidRowException if a row of the query cannot be calculated, read or written
   */
  @Transactional(readOnly = true)
  public Payload render(ProcessType type, Load load, int webhooks) {
    try {
      Spool list = new Spool();
      long records;
      try (list;
          JsonGenerator out = json.createGenerator(list)) {
        out.writeStartArray();
        records = query.stream(type, new RowWriter(out, zone));
        out.writeEndArray();
      }
      FastByteArrayOutputStream head = new FastByteArrayOutputStream();
      writeHead(head, type, load, records, webhooks);
      return new Payload(join(head.toByteArray(), list), records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeHead(
      FastByteArrayOutputStream head, ProcessType type, Load load, long records, int webhooks)
      throws IOException {
    try (JsonGenerator out = json.createGenerator(head)) {
      out.writeStartObject();
      out.writeArrayFieldStart("procesodetalle");
      out.writeStartObject();
      out.writeNumberField("eventoCargaProcesoId", load.id());
      out.writeStringField("proceso", load.processType());
      writeNullable(out, "fechaCarga", fechaCarga(load));
      out.writeStringField("idCarga", load.idCarga());
      out.writeNumberField("registros", records);
      out.writeNumberField("webhooksTotales", webhooks);
      out.writeEndObject();
      out.writeEndArray();
      out.writeFieldName(type.listName());
      out.writeRaw(':');
    }
  }

  private static @Nullable String fechaCarga(Load load) {
    return load.fechaCarga() == null
        ? null
        : RowWriter.DATE_TIME.format(load.fechaCarga().truncatedTo(ChronoUnit.SECONDS));
  }

  private static void writeNullable(JsonGenerator out, String field, @Nullable String value)
      throws IOException {
    out.writeFieldName(field);
    if (value == null) {
      out.writeNull();
    } else {
      out.writeString(value);
    }
  }

  private static byte[] join(byte[] head, Spool list) throws IOException {
    long length = head.length + list.length() + 1;
    if (length > MOST_BYTES) {
      throw new PayloadTooLargeException(length, MOST_BYTES);
    }
    byte[] document = new byte[(int) length];
    System.arraycopy(head, 0, document, 0, head.length);
    list.copyTo(document, head.length);
    document[document.length - 1] = '}';
    return document;
  }
}
