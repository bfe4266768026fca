package com.dealersync.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The dealers' side, in a JVM of its own and as cheap as it can be, since it shares the machine
 * with what is measured: one thread that reads into one buffer, keeps nothing and answers what was
 * ready before. Ends when its standard input does.
 */
final class Receiver {
  private static final int BUFFER = 512 * 1024;
  private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String CONFIRMATION = "{\"ackToken\":\"0123456789abcdef0123\"}";
  private static final int CLOSES_WITHIN_MILLIS = 10;

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer reply = reply("");
  private final ByteBuffer lastReply = reply("Connection: close\r\n");
  private final Queue<Due> delayed = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final Random random = new Random(1);
  private long[] served = new long[1024];
  private int servedCount;
  private long began;

  /** What a port does with a request. */
  enum Manner {
    PROMPT,
    DELAYED,
    DEAD,
    /** Answers at once and closes up to 10 ms later, without a word about it. */
    CLOSES_SILENTLY,
    /** Says with its answer that it closes, and does. */
    ANNOUNCES_CLOSING
  }

  /** What is to be done later: the answer, or closing where it was given. */
  private record Due(long at, Connection connection, boolean answered) {}

  private Receiver() throws IOException {}

  private static ByteBuffer reply(String header) {
    byte[] reply =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(header, CONFIRMATION.length(), CONFIRMATION))
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(reply.length).put(reply);
  }

  /** Arguments: how many ports of each {@link Manner}. Prints them, a line for each manner. */
  public static void main(String[] arguments) throws IOException {
    Receiver receiver = new Receiver();
    for (Manner manner : Manner.values()) {
      List<Integer> ports = receiver.listen(manner, Integer.parseInt(arguments[manner.ordinal()]));
      System.out.println(ports.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }
    Thread.ofPlatform().daemon().start(receiver::serve);
    receiver.obey();
  }

  private List<Integer> listen(Manner manner, int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ServerSocketChannel server = ServerSocketChannel.open();
      server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1_000);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT, manner);
      ports.add(((InetSocketAddress) server.getLocalAddress()).getPort());
    }
    return ports;
  }

  /** Each line asks for the p95 of the answers since the last one, in nanoseconds. */
  private void obey() throws IOException {
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
    while (orders.readLine() != null) {
      System.out.println(takeP95());
    }
  }

  private synchronized long takeP95() {
    long[] sorted = Arrays.copyOf(served, servedCount);
    Arrays.sort(sorted);
    servedCount = 0;
    began = 0;
    return sorted.length == 0 ? 0 : sorted[sorted.length * 95 / 100];
  }

  private void serve() {
    try {
      while (true) {
        Due next = delayed.peek();
        if (next == null) {
          selector.select();
        } else {
          long wait = TimeUnit.NANOSECONDS.toMillis(next.at - System.nanoTime());
          if (wait > 0) {
            selector.select(wait);
          } else {
            selector.selectNow();
          }
        }
        turn();
      }
    } catch (IOException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private synchronized void turn() throws IOException {
    Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
    while (ready.hasNext()) {
      SelectionKey key = ready.next();
      ready.remove();
      switch (key.attachment()) {
        case Manner manner -> accept((ServerSocketChannel) key.channel(), manner);
        case Connection connection -> read(connection);
        default -> throw new IllegalStateException();
      }
    }
    long now = System.nanoTime();
    while (!delayed.isEmpty() && delayed.peek().at <= now) {
      Due due = delayed.remove();
      if (due.answered) {
        due.connection.channel.close();
      } else {
        answer(due.connection, reply);
      }
    }
  }

  private void accept(ServerSocketChannel server, Manner manner) throws IOException {
    for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(
          selector, SelectionKey.OP_READ, new Connection(channel, manner, new Requests()));
    }
  }

  private void read(Connection connection) throws IOException {
    buffer.clear();
    int read;
    try {
      read = connection.channel.read(buffer);
    } catch (IOException e) {
      read = -1;
    }
    if (read < 0) {
      connection.channel.close();
      return;
    }
    buffer.flip();
    if (!connection.requests.isComplete(buffer)) {
      return;
    }
    switch (connection.manner) {
      case PROMPT -> answer(connection, reply);
      case DELAYED -> delayed.add(new Due(System.nanoTime() + DELAY, connection, false));
      case DEAD -> {}
      case CLOSES_SILENTLY -> {
        answer(connection, reply);
        long wait = random.nextLong(TimeUnit.MILLISECONDS.toNanos(CLOSES_WITHIN_MILLIS));
        delayed.add(new Due(System.nanoTime() + wait, connection, true));
      }
      case ANNOUNCES_CLOSING -> {
        answer(connection, lastReply);
        connection.channel.close();
      }
    }
  }

  private void answer(Connection connection, ByteBuffer with) {
    if (servedCount == served.length) {
      served = Arrays.copyOf(served, 2 * servedCount);
    }
    long now = System.nanoTime();
    if (began == 0) {
      began = now;
    }
    served[servedCount++] = now - began;
    try {
      connection.channel.write(with.duplicate().flip());
    } catch (IOException e) {
      // The client hung up meanwhile.
    }
  }

  /** A client's, with what it has sent so far. */
  private record Connection(SocketChannel channel, Manner manner, Requests requests) {}
}
