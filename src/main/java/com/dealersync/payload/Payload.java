package com.dealersync.payload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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

  /** The SHA-256 of the bytes, in lower-case hex. */
  public String sha256() {
    return HexFormat.of().formatHex(sha256(bytes));
  }

  static byte[] sha256(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** The first records of its list, at most {@code most}, each as the JSON text in the bytes. */
  public List<String> firstRecords(int most) {
    return Records.firstOf(bytes, most);
  }

  @Override
  public String toString() {
    return "Payload[%d bytes, %d records]".formatted(bytes.length, records);
  }
}
