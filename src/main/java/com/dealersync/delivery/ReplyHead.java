package com.dealersync.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a reply, in such a way that what is wrong with one can be told: the library
 * calls all of it an I/O error, and takes a head that breaks off for a whole one.
 */
final class ReplyHead {
  static final int LINE = 16 * 1024;
  static final int LINES = 200;

  // A line feed between two replies is harmless; a page of them is not HTTP.
  private static final int EMPTY_LINES = 10;
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/(?<version>\\d\\.\\d) +(?<status>\\d{3,4})(?: .*)?", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(?<value>.*)", Pattern.DOTALL);

  /** What a connection reads at once, and how long a line may be. */
  static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(LINE).setMaxHeaderCount(LINES).build();

  private ReplyHead() {}

  /** Reads one head after the other from the same connection. */
  static final class Parser implements HttpMessageParser<ClassicHttpResponse> {
    private @Nullable SessionInputBuffer source;

    /** Whether more has been read than was asked for. */
    boolean hasUnread() {
      SessionInputBuffer read = source;
      return read != null && read.length() > 0;
    }

    /** Bytes that have arrived so far. */
    long received() {
      SessionInputBuffer read = source;
      return read == null ? 0 : read.getMetrics().getBytesTransferred();
    }

    @Override
    public @Nullable ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
        throws IOException {
      source = buffer;
      CharArrayBuffer line = new CharArrayBuffer(128);
      Matcher statusLine = statusLine(buffer, in, line);
      if (statusLine == null) {
        return null;
      }
      int status = Integer.parseInt(statusLine.group("status"));
      if (status < HttpStatus.SC_CONTINUE) {
        throw new UnreadableReplyException(StatusReason.UNKNOWN_STATUS, status, "");
      }
      if (status == HttpStatus.SC_SWITCHING_PROTOCOLS) {
        throw new UnreadableReplyException(ReplyReason.SWITCHED, status, "");
      }
      ClassicHttpResponse response = new BasicClassicHttpResponse(status);
      response.setVersion(
          statusLine.group("version").equals("1.0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
      response.setHeaders(fields(status, buffer, in).toArray(Header[]::new));
      return response;
    }

    private static @Nullable Matcher statusLine(
        SessionInputBuffer buffer, InputStream in, CharArrayBuffer line) throws IOException {
      for (int i = 0; i < EMPTY_LINES && line.isEmpty(); i++) {
        if (read(null, buffer, in, line) < 0) {
          return null;
        }
      }
      Matcher matcher = STATUS_LINE.matcher(line.toString());
      if (!matcher.matches()) {
        throw new UnreadableReplyException(NetworkReason.NOT_HTTP, null, "");
      }
      if (!matcher.group("version").startsWith("1.")) {
        throw new UnreadableReplyException(ReplyReason.OTHER_HTTP, null, "");
      }
      return matcher;
    }

    private static List<Header> fields(int status, SessionInputBuffer buffer, InputStream in)
        throws IOException {
      List<Header> fields = new ArrayList<>();
      CharArrayBuffer line = new CharArrayBuffer(128);
      while (true) {
        line.clear();
        if (read(status, buffer, in, line) < 0) {
          throw new ConnectionClosedException("The head of the reply breaks off");
        }
        if (line.isEmpty()) {
          return fields;
        }
        if (fields.size() == LINES) {
          throw new UnreadableReplyException(ReplyReason.LONG_HEAD, status, "");
        }
        char first = line.charAt(0);
        if ((first == ' ' || first == '\t') && !fields.isEmpty()) {
          Header folded = fields.removeLast();
          fields.add(
              new BasicHeader(folded.getName(), folded.getValue() + " " + line.toString().strip()));
        } else {
          fields.add(field(status, line.toString(), buffer, in));
        }
      }
    }

    private static Header field(int status, String line, SessionInputBuffer buffer, InputStream in)
        throws IOException {
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        if (buffer.read(in) < 0) {
          throw new ConnectionClosedException("The head of the reply breaks off");
        }
        throw new UnreadableReplyException(ReplyReason.BAD_HEAD_LINE, status, "");
      }
      return new BasicHeader(field.group("name"), field.group("value").strip());
    }

    private static int read(
        @Nullable Integer status, SessionInputBuffer buffer, InputStream in, CharArrayBuffer line)
        throws IOException {
      try {
        return buffer.readLine(line, in);
      } catch (MessageConstraintException e) {
        throw new UnreadableReplyException(
            status == null ? NetworkReason.NOT_HTTP : ReplyReason.LONG_HEAD_LINE, status, "");
      }
    }
  }
}
