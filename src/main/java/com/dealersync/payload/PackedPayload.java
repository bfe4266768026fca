package com.dealersync.payload;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A payload that is compressed to be stored. It is compressed in advance, because that should not
 * happen while rows are locked.
 *
 * @param parts of its gzip form, in their order
 */
public record PackedPayload(Payload payload, String sha256, List<byte[]> parts) {

  /** Small enough for every driver to send as one value, and for the heap to hold beside others. */
  static final int PART_BYTES = 1024 * 1024;

  public static PackedPayload of(Payload payload) {
    Parts parts = new Parts();
    try (GZIPOutputStream gzip = new FastGzip(parts)) {
      gzip.write(payload.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PackedPayload(payload, payload.sha256(), parts.all);
  }

  @Override
  public String toString() {
    return "PackedPayload[%s, %s, %d parts]".formatted(payload, sha256, parts.size());
  }

  /**
   * Uses fast compression, because dealers wait for it. The best compression takes three times as
   * long and saves only a tenth more.
   */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 64 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class Parts extends OutputStream {
    private final List<byte[]> all = new ArrayList<>();
    private byte[] current = new byte[PART_BYTES];
    private int filled;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
      for (int from = offset; from < offset + count; ) {
        int some = Math.min(offset + count - from, current.length - filled);
        System.arraycopy(source, from, current, filled, some);
        filled += some;
        from += some;
        if (filled == current.length) {
          cut();
        }
      }
    }

    private void cut() {
      if (filled > 0) {
        all.add(filled == current.length ? current : Arrays.copyOf(current, filled));
        current = new byte[PART_BYTES];
        filled = 0;
      }
    }

    @Override
    public void close() {
      cut();
    }
  }
}
