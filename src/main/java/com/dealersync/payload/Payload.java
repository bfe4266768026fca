package com.dealersync.payload;

import java.util.Objects;

/**
 * The bytes that every dealer of a load receives: rendered once, shared by all sends, never copied.
 *
 * @param bytes UTF-8 JSON; callers must not change it
 * @param records how many rows its list holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Payload(byte[] bytes, long records) {

  public Payload {
    Objects.requireNonNull(bytes, "bytes");
  }

  @Override
  public String toString() {
    return "Payload[%d bytes, %d records]".formatted(bytes.length, records);
  }
}
