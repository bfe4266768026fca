package com.dealersync.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;

/**
 * Where a reply ends (RFC 9112, 6.3). Two equal lengths are one, and {@code identity}, which older
 * servers send, says nothing.
 */
final class ReplyFraming implements ContentLengthStrategy {
  static final ReplyFraming INSTANCE = new ReplyFraming();

  // Replies are far shorter: a longer number is no length.
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private ReplyFraming() {}

  /** A length that cannot be told. */
  static final class UntoldException extends ProtocolException {
    private final UnreadableReplyException why;

    UntoldException(Reason reason, HttpMessage message, String detail) {
      super(reason.name());
      int status = message instanceof HttpResponse response ? response.getCode() : 0;
      why = new UnreadableReplyException(reason, status, detail);
    }

    UnreadableReplyException why() {
      return why;
    }
  }

  @Override
  public long determineLength(HttpMessage message) throws ProtocolException {
    List<String> codings = values(message, HttpHeaders.TRANSFER_ENCODING);
    codings.removeIf("identity"::equals);
    if (codings.equals(List.of("chunked"))) {
      return CHUNKED;
    }
    if (!codings.isEmpty()) {
      throw new UntoldException(ReplyReason.CODED_TRANSFER, message, String.join(", ", codings));
    }
    List<String> lengths = values(message, HttpHeaders.CONTENT_LENGTH);
    if (lengths.isEmpty()) {
      return UNDEFINED;
    }
    if (!lengths.stream().allMatch(it -> LENGTH.matcher(it).matches())) {
      throw new UntoldException(ReplyReason.BAD_LENGTH, message, "");
    }
    List<Long> numbers = lengths.stream().map(Long::valueOf).distinct().toList();
    if (numbers.size() > 1) {
      throw new UntoldException(ReplyReason.TWO_LENGTHS, message, "");
    }
    return numbers.getFirst();
  }

  private static List<String> values(HttpMessage message, String field) {
    List<String> values = new ArrayList<>();
    for (Header header : message.getHeaders(field)) {
      Stream.of(header.getValue().split(","))
          .map(it -> it.strip().toLowerCase(Locale.ROOT))
          .filter(it -> !it.isEmpty())
          .forEach(values::add);
    }
    return values;
  }
}
