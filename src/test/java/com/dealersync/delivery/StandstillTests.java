package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.webhooks;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that stands still while dealers answer. */
@Timeout(30)
@Tag("slow")
class StandstillTests {

  /**
   * The dispatching thread is held up for longer than a dealer has for its first byte, and the
   * answer is there, or nearly, when it goes on.
   */
  @Test
  void readsAnAnswerThatCameMeanwhile() throws Exception {
    CountDownLatch wentOn = new CountDownLatch(1);
    try (Receiver dealer =
            Receiver.answering(
                (request, socket) -> {
                  wentOn.await();
                  new Semaphore(0).tryAcquire(200, TimeUnit.MILLISECONDS);
                  Receiver.reply(200, "{\"ackToken\":\"ok\"}").answer(request, socket);
                });
        FanOut fanOut = fanOut(local("timeout.first-byte", "500ms", "retry.delays", "10ms"))) {
      Recording recording =
          new Recording() {
            @Override
            public boolean mayContinue() {
              if (dealer.received().size() == 1 && wentOn.getCount() > 0) {
                standStill();
                wentOn.countDown();
              }
              return super.mayContinue();
            }
          };

      fanOut.deliver(PAYLOAD, webhooks(groups(dealer.url("/a"))), recording, Instant::now);

      assertThat(recording.settlements())
          .singleElement()
          .isInstanceOf(Settlement.Confirmed.class)
          .extracting(Settlement::attempts)
          .isEqualTo(1);
      assertThat(dealer.received()).hasSize(1);
    }
  }

  /** As where much else happens on a small machine: threads that send take turns with it. */
  @Test
  void readsAnAnswerThatCameWhileOthersHadTheProcessors() throws Exception {
    CountDownLatch enough = new CountDownLatch(1);
    try (Receiver dealer = Receiver.answering((request, socket) -> hog(socket, enough));
        FanOut fanOut = fanOut(local("timeout.first-byte", "1500ms", "retry.delays", "10ms"))) {
      Recording recording = new Recording();

      fanOut.deliver(PAYLOAD, webhooks(groups(dealer.url("/a"))), recording, Instant::now);

      assertThat(recording.settlements())
          .singleElement()
          .isInstanceOf(Settlement.Confirmed.class)
          .extracting(Settlement::attempts)
          .isEqualTo(1);
    } finally {
      enough.countDown();
    }
  }

  /** No virtual thread gets its turn for four seconds, at the beginning of which it answers. */
  private static void hog(Socket socket, CountDownLatch enough) throws Exception {
    CountDownLatch all = new CountDownLatch(Runtime.getRuntime().availableProcessors());
    CountDownLatch answered = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                all.await();
                Receiver.write(socket, 200, "{\"ackToken\":\"ok\"}".getBytes(UTF_8));
                new Semaphore(0).tryAcquire(4, TimeUnit.SECONDS);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              } finally {
                enough.countDown();
                answered.countDown();
              }
            });
    for (long i = all.getCount(); i > 0; i--) {
      Thread.startVirtualThread(
          () -> {
            all.countDown();
            while (enough.getCount() > 0) {
              Thread.onSpinWait();
            }
          });
    }
    answered.await();
  }

  /** One that does not answer is given up, a moment later. */
  @Test
  void givesUpWhoDoesNotAnswer() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (Receiver dealer = Receiver.answering((request, socket) -> never.await());
        FanOut fanOut =
            fanOut(
                local(
                    "timeout.first-byte",
                    "500ms",
                    "retry.delays",
                    "10ms",
                    "retry.tail-pass",
                    "false"))) {
      CountDownLatch stoodStill = new CountDownLatch(1);
      Recording recording =
          new Recording() {
            @Override
            public boolean mayContinue() {
              if (dealer.received().size() == 1 && stoodStill.getCount() > 0) {
                standStill();
                stoodStill.countDown();
              }
              return super.mayContinue();
            }
          };

      fanOut.deliver(PAYLOAD, webhooks(groups(dealer.url("/a"))), recording, Instant::now);

      assertThat(recording.settlements()).singleElement().isInstanceOf(Settlement.Failed.class);
    }
  }

  private static void standStill() {
    try {
      new Semaphore(0).tryAcquire(1_500, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
