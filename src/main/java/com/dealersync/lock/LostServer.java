package com.dealersync.lock;

import io.lettuce.core.protocol.CommandHandler;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection to a server that cannot be used any more, so that Lettuce looks for another
 * one. That is a server that no longer answers, for example because its host vanished, or a former
 * master that is read-only now. Without this, such a connection would stay open for minutes or for
 * ever. It belongs to one connection and runs on its event loop.
 */
final class LostServer extends ChannelDuplexHandler {

  private static final byte[] ONLY_READS = "-READONLY".getBytes(StandardCharsets.US_ASCII);

  private static final long LEAVE_EVERY = TimeUnit.SECONDS.toNanos(5);

  private final long patience;
  private final AtomicLong lastLeft;
  private @Nullable Long silentSince;
  private boolean watching;

  private LostServer(Duration patience, AtomicLong lastLeft) {
    this.patience = patience.toNanos();
    this.lastLeft = lastLeft;
  }

  /**
   * @param patience how long a command may wait for an answer
   * @param lastLeft when any connection to a read-only server was last closed; if there is no other
   *     server, that must not happen with each command
   */
  static void watch(Channel channel, Duration patience, AtomicLong lastLeft) {
    ChannelHandlerContext commands = channel.pipeline().context(CommandHandler.class);
    if (commands != null) {
      channel.pipeline().addBefore(commands.name(), null, new LostServer(patience, lastLeft));
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object command, ChannelPromise written) {
    if (silentSince == null) {
      silentSince = System.nanoTime();
    }
    if (!watching) {
      watching = true;
      look(context, patience);
    }
    context.write(command, written);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object answer) {
    silentSince = null;
    boolean onlyReads = answer instanceof ByteBuf bytes && startsWith(bytes, ONLY_READS);
    context.fireChannelRead(answer);
    if (onlyReads && mayLeave()) {
      context.close();
    }
  }

  private boolean mayLeave() {
    long now = System.nanoTime();
    long last = lastLeft.get();
    return now - last > LEAVE_EVERY && lastLeft.compareAndSet(last, now);
  }

  private void look(ChannelHandlerContext context, long in) {
    var unused = context.executor().schedule(() -> check(context), in, TimeUnit.NANOSECONDS);
  }

  private void check(ChannelHandlerContext context) {
    Long since = silentSince;
    if (since == null || !context.channel().isOpen()) {
      watching = false;
      return;
    }
    long left = patience - (System.nanoTime() - since);
    if (left > 0) {
      look(context, left);
    } else {
      context.close();
    }
  }

  private static boolean startsWith(ByteBuf bytes, byte[] start) {
    if (bytes.readableBytes() < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (bytes.getByte(bytes.readerIndex() + i) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
