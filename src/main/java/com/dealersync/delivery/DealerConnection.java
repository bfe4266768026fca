package com.dealersync.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a dealer. It knows whether anything has arrived that nobody asked for, and hears
 * an answer that comes before the whole payload is out. Belongs to one thread at a time.
 */
final class DealerConnection extends DefaultManagedHttpClientConnection {
  private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);

  private final ReplyHead.Parser parser;
  private long receivedBefore;
  private @Nullable ClassicHttpResponse early;
  private @Nullable IOException cutOff;

  /** What an unused connection shows. */
  enum Sign {
    QUIET,
    CLOSED,
    SPOKE
  }

  static DealerConnection unconnected(String id) {
    return new DealerConnection(id, new ReplyHead.Parser());
  }

  private DealerConnection(String id, ReplyHead.Parser parser) {
    super(
        id,
        null,
        null,
        ReplyHead.LIMITS,
        ReplyFraming.INSTANCE,
        null,
        (request, connection, in, sent, next) -> answersEarly(connection, sent),
        null,
        config -> parser);
    this.parser = parser;
  }

  /** Looks without waiting, and without taking away what a TLS session needs. */
  Sign look() {
    try {
      SocketHolder holder = getSocketHolder();
      if (holder == null) {
        return Sign.CLOSED;
      }
      if (parser.hasUnread()) {
        return Sign.SPOKE;
      }
      SSLSocket tls = holder.getSSLSocket();
      return tls == null ? look(holder.getBaseSocket()) : look(tls, holder.getBaseSocket());
    } catch (IOException e) {
      return Sign.CLOSED;
    }
  }

  /** Whether more has been read than the reply was long. */
  boolean hasUnread() {
    return parser.hasUnread();
  }

  /** Whether anything has arrived since the last request began to leave. */
  boolean hasBeenAnswered() {
    return parser.received() > receivedBefore;
  }

  private Sign look(Socket plain) throws IOException {
    SocketChannel channel = plain.getChannel();
    if (channel == null) {
      return lookBriefly();
    }
    int read = readAtOnce(channel);
    return read < 0 ? Sign.CLOSED : read == 0 ? Sign.QUIET : Sign.SPOKE;
  }

  private Sign look(SSLSocket tls, Socket base) throws IOException {
    SocketChannel channel = base.getChannel();
    // A session ticket or a farewell is no message, and only the session can tell.
    if (channel == null
        || tls.getInputStream().available() > 0
        || base.getInputStream().available() > 0) {
      return lookBriefly();
    }
    return readAtOnce(channel) == 0 ? Sign.QUIET : Sign.CLOSED;
  }

  private Sign lookBriefly() throws IOException {
    boolean closed = isStale();
    return parser.hasUnread() ? Sign.SPOKE : closed ? Sign.CLOSED : Sign.QUIET;
  }

  private static int readAtOnce(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.read(ByteBuffer.allocate(1));
    } finally {
      channel.configureBlocking(true);
    }
  }

  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    receivedBefore = parser.received();
    super.sendRequestHeader(request);
  }

  /** A dealer may answer and hang up before it has read everything: what it said still counts. */
  @Override
  public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
    try {
      super.sendRequestEntity(request);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      cutOff = e;
    }
  }

  @Override
  public void flush() throws IOException {
    if (cutOff == null) {
      super.flush();
    }
  }

  @Override
  public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
    ClassicHttpResponse known = early;
    if (known != null) {
      early = null;
      return known;
    }
    IOException lost = cutOff;
    if (lost == null) {
      return super.receiveResponseHeader();
    }
    try {
      return super.receiveResponseHeader();
    } catch (UnreadableReplyException e) {
      throw e;
    } catch (IOException e) {
      lost.addSuppressed(e);
      throw lost;
    }
  }

  @Override
  public void receiveResponseEntity(ClassicHttpResponse response)
      throws HttpException, IOException {
    try {
      super.receiveResponseEntity(response);
    } catch (ReplyFraming.UntoldException e) {
      throw e.why();
    }
  }

  @Override
  public boolean isConsistent() {
    return cutOff == null && super.isConsistent();
  }

  /** Asked before each slice of the payload but the first. */
  private static boolean answersEarly(HttpClientConnection connection, long sent)
      throws IOException {
    return sent > 0
        && connection instanceof DealerConnection it
        && it.hasArrived()
        && it.hearsTheAnswer();
  }

  private boolean hasArrived() throws IOException {
    SocketHolder holder = getSocketHolder();
    if (holder == null) {
      return false;
    }
    InputStream arriving = holder.getBaseSocket().getInputStream();
    return parser.hasUnread() || arriving.available() > 0;
  }

  /** Takes what is no answer yet, such as a 102, out of the way. */
  private boolean hearsTheAnswer() throws IOException {
    try {
      while (isDataAvailable(AT_ONCE)) {
        ClassicHttpResponse head = super.receiveResponseHeader();
        if (head.getCode() >= HttpStatus.SC_SUCCESS) {
          early = head;
          return true;
        }
      }
      return false;
    } catch (HttpException e) {
      throw new UnreadableReplyException(NetworkReason.NOT_HTTP, null, "");
    }
  }
}
