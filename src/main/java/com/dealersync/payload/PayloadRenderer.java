package com.dealersync.payload;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.ProcessType;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.FastByteArrayOutputStream;

/** Renders what the dealers of a load receive. */
@Component
public class PayloadRenderer {

  private final QueryRunner query;
  private final JsonFactory json =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  PayloadRenderer(JdbcTemplate jdbc) {
    this.query = new QueryRunner(jdbc);
  }

  /**
   * Streams the rows of the process type's query into one JSON document.
   *
   * <p>The list comes first and the head after it, because the head says how many records follow
   * when the load itself does not; at its peak the rendering holds the document twice.
   *
   * @param webhooks how many distinct webhooks the load's snapshot has
   */
  @Transactional(readOnly = true)
  public Payload render(ProcessType type, Load load, int webhooks) {
    try {
      FastByteArrayOutputStream list = new FastByteArrayOutputStream(64 * 1024);
      long records;
      try (JsonGenerator out = json.createGenerator(list)) {
        out.writeStartArray();
        records = query.stream(type, new RowWriter(out));
        out.writeEndArray();
      }
      FastByteArrayOutputStream head = new FastByteArrayOutputStream();
      writeHead(head, type, load, load.records() == null ? records : load.records(), webhooks);
      return new Payload(join(head, list), records);
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

  private static byte[] join(FastByteArrayOutputStream head, FastByteArrayOutputStream list)
      throws IOException {
    FixedOutput document = new FixedOutput(head.size() + list.size() + 1);
    head.writeTo(document);
    list.writeTo(document);
    document.write('}');
    return document.bytes();
  }
}
