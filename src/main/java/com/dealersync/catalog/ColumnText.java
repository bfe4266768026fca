package com.dealersync.catalog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Cuts text from outside so that it fits a column whose length counts bytes, as Oracle's does by
 * default.
 */
public final class ColumnText {

  private ColumnText() {}

  /** The longest beginning of the text that takes at most {@code maxBytes} in UTF-8. */
  public static String fit(String text, int maxBytes) {
    CharBuffer chars = CharBuffer.wrap(text);
    StandardCharsets.UTF_8.newEncoder().encode(chars, ByteBuffer.allocate(maxBytes), true);
    return text.substring(0, chars.position());
  }
}
