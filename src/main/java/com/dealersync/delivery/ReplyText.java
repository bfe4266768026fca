package com.dealersync.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the bytes of a reply into text, by the charset that it declares.
 *
 * @param text null if that cannot be done
 * @param problem why it cannot; null if it can
 * @param charset as the dealer calls it; empty if it does not
 */
record ReplyText(@Nullable String text, @Nullable Reason problem, String charset) {
  private static final Pattern CHARSET =
      Pattern.compile(
          ";\\s*charset\\s*=\\s*(?:\"(?<quoted>[^\"]*)\"|'(?<single>[^']*)'|(?<bare>[^;\\s]*))",
          Pattern.CASE_INSENSITIVE);
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  static ReplyText of(byte[] body, @Nullable String contentType) {
    String name = declared(contentType);
    if (name.isEmpty()) {
      return new ReplyText(undeclared(body), null, name);
    }
    try {
      Charset charset = Charset.forName(name);
      if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
        Charset shown = wide(body);
        charset = shown == null ? charset : shown;
      }
      // ASCII is what many declare who send UTF-8, and the same where they do not.
      boolean ascii = charset.equals(StandardCharsets.US_ASCII);
      return new ReplyText(decode(body, ascii ? StandardCharsets.UTF_8 : charset), null, name);
    } catch (CharacterCodingException e) {
      return new ReplyText(null, ReplyReason.OTHER_CHARSET, name);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      return new ReplyText(null, ReplyReason.UNKNOWN_CHARSET, name);
    }
  }

  /** The text, or what it looks like in UTF-8: for people. */
  String shown(byte[] body) {
    return text == null ? undeclared(body) : text;
  }

  /**
   * JSON is UTF-8 (RFC 8259) and its first characters show whether it is UTF-16 or UTF-32. Old
   * systems send the charset of Windows and do not say so, which differs in the text around a token
   * only: a token is ASCII.
   */
  static String undeclared(byte[] body) {
    Charset wide = wide(body);
    try {
      return decode(body, wide == null ? StandardCharsets.UTF_8 : wide);
    } catch (CharacterCodingException e) {
      return new String(body, WINDOWS_1252);
    }
  }

  /** By its byte order mark, or by the zeros around the first ASCII character. */
  private static @Nullable Charset wide(byte[] body) {
    int[] first = new int[4];
    for (int i = 0; i < first.length; i++) {
      first[i] = i < body.length ? body[i] & 0xFF : -1;
    }
    if (first[0] == 0 && first[1] == 0 && (first[3] > 0 || first[2] == 0xFE)) {
      return Charset.forName("UTF-32BE");
    }
    if (first[2] == 0 && first[3] == 0 && (first[1] == 0 || first[0] == 0xFF)) {
      return Charset.forName("UTF-32LE");
    }
    if ((first[0] == 0xFE && first[1] == 0xFF) || (first[0] == 0 && first[1] > 0)) {
      return StandardCharsets.UTF_16BE;
    }
    if ((first[0] == 0xFF && first[1] == 0xFE) || (first[0] > 0 && first[1] == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    return null;
  }

  private static String decode(byte[] body, Charset charset) throws CharacterCodingException {
    String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private static String declared(@Nullable String contentType) {
    Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
    if (!charset.find()) {
      return "";
    }
    for (String group : new String[] {"quoted", "single", "bare"}) {
      String name = charset.group(group);
      if (name != null) {
        return name.strip();
      }
    }
    return "";
  }
}
