package com.dealersync.payload;

import java.io.OutputStream;

/** Fills one array of a known size; unlike the JDK's growing stream it hands it out uncopied. */
final class FixedOutput extends OutputStream {

  private final byte[] bytes;
  private int filled;

  FixedOutput(int size) {
    bytes = new byte[size];
  }

  @Override
  public void write(int b) {
    bytes[filled++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, bytes, filled, length);
    filled += length;
  }

  byte[] bytes() {
    return bytes;
  }
}
