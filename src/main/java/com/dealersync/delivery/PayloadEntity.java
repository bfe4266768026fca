package com.dealersync.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The payload as a request body, written straight from the array that all sends share. */
final class PayloadEntity extends AbstractHttpEntity {
  // What the JDK writes at most by one call of the system, and between two of which an answer that
  // comes early is heard.
  private static final int SLICE = 128 * 1024;

  private final byte[] bytes;
  private final Exchange exchange;

  PayloadEntity(byte[] bytes, Exchange exchange) {
    super(ContentType.APPLICATION_JSON.getMimeType(), null, false);
    this.bytes = bytes;
    this.exchange = exchange;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    exchange.enter(Exchange.Phase.SEND);
    for (int from = 0; from < bytes.length; from += SLICE) {
      out.write(bytes, from, Math.min(SLICE, bytes.length - from));
    }
    out.flush();
    exchange.enter(Exchange.Phase.FIRST_BYTE);
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public long getContentLength() {
    return bytes.length;
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public void close() {}
}
