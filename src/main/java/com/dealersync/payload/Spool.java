package com.dealersync.payload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * Keeps what is written until its length is known. A long text is kept compressed, so that it and
 * the array into which it is copied do not need twice its length.
 */
final class Spool extends OutputStream {

  private static final int AT_MOST_PLAIN = 32 * 1024 * 1024;
  private static final int BUFFER = 64 * 1024;

  private final int atMostPlain;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private FastByteArrayOutputStream kept = new FastByteArrayOutputStream(BUFFER);
  private @Nullable DeflaterOutputStream compressor;
  private long length;

  Spool() {
    this(AT_MOST_PLAIN);
  }

  /**
   * @param atMostPlain bytes that are not worth compressing
   */
  Spool(int atMostPlain) {
    this.atMostPlain = atMostPlain;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) throws IOException {
    length += count;
    if (compressor == null && length > atMostPlain) {
      FastByteArrayOutputStream plain = kept;
      kept = new FastByteArrayOutputStream(BUFFER);
      compressor = new DeflaterOutputStream(kept, deflater, BUFFER);
      plain.writeTo(compressor);
    }
    (compressor == null ? kept : compressor).write(source, offset, count);
  }

  /** Ends the writing. It frees the memory of the compression, so call it in any case. */
  @Override
  public void close() throws IOException {
    try {
      if (compressor != null) {
        compressor.finish();
      }
    } finally {
      deflater.end();
    }
  }

  /** How many bytes were written. */
  long length() {
    return length;
  }

  /** Copies all of it, once it is closed. */
  void copyTo(byte[] target, int offset) throws IOException {
    Inflater inflater = new Inflater();
    try (InputStream in =
        compressor == null
            ? kept.getInputStream()
            : new InflaterInputStream(kept.getInputStream(), inflater, BUFFER)) {
      in.readNBytes(target, offset, (int) length);
    } finally {
      inflater.end();
    }
  }
}
