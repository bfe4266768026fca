package com.dealersync.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.internal.tcnative.SSL;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Dealers with a host name each, over TLS, in a JVM of their own: BoringSSL does a handshake in a
 * fraction of what the JDK takes, so that little of the machine goes to this side. Each dealer
 * thinks as long as its number says, which is log-normal and the same in every run. Ends when its
 * standard input does.
 */
final class TlsReceiver {
  private static final double MEDIAN_MILLIS = 200;
  private static final double SIGMA = 0.6;
  private static final long SEED = 20251127;
  private static final long HANDSHAKE_MILLIS = TimeUnit.MINUTES.toMillis(1);
  private static final String CONFIRMATION = "{\"ackToken\":\"0123456789abcdef0123\"}";
  private static final ByteBuf REPLY =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer()
              .writeBytes(
                  ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                          .formatted(CONFIRMATION.length(), CONFIRMATION))
                      .getBytes(StandardCharsets.US_ASCII)));

  private final Map<String, SslContext> contexts = new HashMap<>();
  private final Map<String, Long> nanosToThink = new HashMap<>();
  private long began;
  private long handshakes;
  private long resumed;
  private long[] served = new long[1024];
  private int servedCount;

  /**
   * Arguments: how many dealers, how many that never answer, and where the trust store goes. Prints
   * the port that all of them have.
   */
  public static void main(String[] arguments) throws Exception {
    TlsReceiver receiver = new TlsReceiver();
    TlsCertificates certificates = new TlsCertificates();
    Random random = new Random(SEED);
    for (int n = 0; n < Integer.parseInt(arguments[0]); n++) {
      String host = DealerNames.dealer(n);
      double millis = MEDIAN_MILLIS * Math.exp(SIGMA * random.nextGaussian());
      receiver.nanosToThink.put(host, (long) (millis * TimeUnit.MILLISECONDS.toNanos(1)));
      receiver.contexts.put(host, context(certificates, host));
    }
    for (int n = 0; n < Integer.parseInt(arguments[1]); n++) {
      String host = DealerNames.silent(n);
      receiver.contexts.put(host, context(certificates, host));
    }
    certificates.writeTrustStore(Path.of(arguments[2]));
    EventLoopGroup threads = new NioEventLoopGroup(2);
    System.out.println(receiver.listen(threads));
    receiver.obey();
    threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private static SslContext context(TlsCertificates certificates, String host) throws SSLException {
    SslContext context =
        SslContextBuilder.forServer(certificates.key(), certificates.of(host))
            // PKCS12 would derive a key by ten thousand rounds for each of them.
            .keyStoreType("JKS")
            // Else each reads all authorities of the JVM.
            .trustManager(certificates.root())
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
            .build();
    if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      sessions.setSessionIdContext("bench".getBytes(StandardCharsets.US_ASCII));
      sessions.setTicketKeys(new OpenSslSessionTicketKey(new byte[16], new byte[16], new byte[16]));
      sessions.setSessionCacheEnabled(true);
    }
    return context;
  }

  private int listen(EventLoopGroup threads) throws InterruptedException {
    Channel server =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1_000)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(
                            new SniHandler(
                                (host, found) -> found.setSuccess(contexts.get(host)),
                                0,
                                HANDSHAKE_MILLIS),
                            new Dealer());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .sync()
            .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Each line asks for what happened since the last one; see {@link TlsDealers.Report}. */
  private void obey() throws IOException {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    while (orders.readLine() != null) {
      System.out.println(takeReport());
    }
  }

  private synchronized String takeReport() {
    long[] sorted = Arrays.copyOf(served, servedCount);
    Arrays.sort(sorted);
    long p95 = sorted.length == 0 ? 0 : sorted[sorted.length * 95 / 100] - began;
    String report = "%d %d %d %d".formatted(handshakes, resumed, servedCount, p95);
    began = System.nanoTime();
    handshakes = 0;
    resumed = 0;
    servedCount = 0;
    return report;
  }

  private synchronized void shook(boolean again) {
    handshakes++;
    if (again) {
      resumed++;
    }
  }

  private synchronized void answered() {
    if (servedCount == served.length) {
      served = Arrays.copyOf(served, 2 * servedCount);
    }
    served[servedCount++] = System.nanoTime();
  }

  /** One connection to a dealer. */
  private final class Dealer extends ChannelInboundHandlerAdapter {
    private final Requests requests = new Requests();
    private String host = "";

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SniCompletionEvent sni && sni.isSuccess()) {
        host = sni.hostname();
      } else if (event instanceof SslHandshakeCompletionEvent end && end.isSuccess()) {
        shook(isResumed(context.pipeline().get(SslHandler.class)));
      }
    }

    private boolean isResumed(SslHandler handler) {
      return handler.engine() instanceof ReferenceCountedOpenSslEngine openSsl
          && SSL.isSessionReused(openSsl.sslPointer());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf received = (ByteBuf) message;
      try {
        if (requests.isComplete(received.nioBuffer())) {
          Long think = nanosToThink.get(host);
          if (think != null) {
            context.executor().schedule(() -> answer(context), think, TimeUnit.NANOSECONDS);
          }
        }
      } finally {
        received.release();
      }
    }

    private void answer(ChannelHandlerContext context) {
      answered();
      context.writeAndFlush(REPLY.duplicate(), context.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (!(cause instanceof IOException)) {
        cause.printStackTrace();
      }
      context.close();
    }
  }
}
