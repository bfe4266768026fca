package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(30)
class DispatcherTests {

  private final DeliveryProperties properties = properties();
  private final Gates gates = new Gates(properties, System::nanoTime, new BreakerStates());
  private final Outbox outbox = new Outbox();
  private final Recording recording = new Recording();

  /** The schedule is broken by taking from it what the dispatcher then never hears of. */
  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void handsARunBackThatStandsStill(CapturedOutput output) {
    Dispatcher dispatcher = dispatcher(schedule -> assertThat(schedule.announceNext()).hasSize(1));

    dispatcher.run();

    assertThatThrownBy(outbox::take)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .rootCause()
        .hasMessageContaining("stands still")
        .hasMessageContaining("open=1");
    assertThat(output).contains("ERROR").contains("quedó detenido").contains("open=1");
    assertThat(gates.size()).isZero();
  }

  /** A join of a thread that has ended does not look at the interrupt. */
  @Test
  void anInterruptThatComesWithTheLastRecordIsNotLost() {
    outbox.close();
    RecordingThread recorder =
        RecordingThread.start(
            outbox, dispatcher(schedule -> {}), webhooks(groups("https://a.mx/")), recording);
    recorder.await(Duration.ZERO);
    Thread.currentThread().interrupt();

    try {
      assertThatThrownBy(() -> recorder.await(Duration.ZERO))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private Dispatcher dispatcher(Consumer<Schedule> before) {
    return new Dispatcher(
        wake -> {
          Schedule schedule =
              new Schedule(
                  webhooks(groups("https://a.mx/")),
                  properties,
                  new RetryPolicy(properties.retry(), () -> 0),
                  gates,
                  new NodePlaces(properties.parallelism(), 2, System::nanoTime),
                  wake);
          before.accept(schedule);
          return schedule;
        },
        null,
        outbox,
        recording,
        properties,
        Duration.ofMinutes(1),
        System::nanoTime);
  }
}
