package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@Timeout(30)
class DispatcherTests {

  /** The schedule is broken by taking from it what the dispatcher then never hears of. */
  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void handsARunBackThatStandsStill(CapturedOutput output) {
    DeliveryProperties properties = properties();
    Gates gates = new Gates(properties, System::nanoTime, new BreakerStates());
    Outbox outbox = new Outbox();
    Dispatcher dispatcher =
        new Dispatcher(
            wake -> {
              Schedule schedule =
                  new Schedule(
                      webhooks(groups("https://a.mx/")),
                      properties,
                      new RetryPolicy(properties.retry(), () -> 0),
                      gates,
                      new NodePlaces(properties.parallelism(), 2, System::nanoTime),
                      wake);
              assertThat(schedule.announceNext()).hasSize(1);
              return schedule;
            },
            null,
            outbox,
            new Recording(),
            properties,
            Duration.ofMinutes(1),
            System::nanoTime);

    dispatcher.run();

    assertThatThrownBy(outbox::take)
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .rootCause()
        .hasMessageContaining("stands still")
        .hasMessageContaining("open=1");
    assertThat(output).contains("ERROR").contains("quedó detenido").contains("open=1");
    assertThat(gates.size()).isZero();
  }
}
