package com.dealersync.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatedFaultsTests {

  private static final String AWAY = "Redis no responde";
  private static final String FIRST =
      "Redis no responde: java.lang.IllegalStateException: no connection:"
          + " java.net.ConnectException: refused";

  private final Logger log = (Logger) LoggerFactory.getLogger(RepeatedFaultsTests.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final RepeatedFaults faults = new RepeatedFaults();

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void leave() {
    log.detachAppender(lines);
    log.setLevel(null);
  }

  @Test
  void saysTheFirstAndCountsTheRest() {
    meet(100);
    assertThat(said()).containsExactly(FIRST);

    faults.sum();
    assertThat(said()).containsExactly(FIRST, "Redis no responde: 99 veces más en un minuto");
    assertThat(lines.list).allMatch(line -> line.getThrowableProxy() == null);
  }

  @Test
  void isSilentAboutWhatIsOverAndSaysItAnewWhenItComesBack() {
    meet(1);
    assertThat(faults.isKnown(AWAY)).isTrue();

    faults.sum();
    assertThat(faults.isKnown(AWAY)).as("it may be a moment old").isTrue();
    faults.sum();
    assertThat(said()).containsExactly(FIRST);
    assertThat(faults.isKnown(AWAY)).isFalse();

    meet(1);
    assertThat(said()).containsExactly(FIRST, FIRST);
  }

  @Test
  void keepsCountingWhileItLasts() {
    meet(3);
    faults.sum();
    meet(5);
    faults.sum();

    assertThat(said()).last().isEqualTo("Redis no responde: 5 veces más en un minuto");
  }

  @Test
  void anotherCauseHasALineOfItsOwn() {
    meet(2);
    faults.met(log, AWAY, new SocketTimeoutException("slow"));

    assertThat(said())
        .containsExactly(FIRST, "Redis no responde: java.net.SocketTimeoutException: slow");
  }

  private void meet(int times) {
    for (int i = 0; i < times; i++) {
      faults.met(
          log, AWAY, new IllegalStateException("no\n connection", new ConnectException("refused")));
    }
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
