package com.dealersync.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The dealers' guide in a browser: in the light and in the dark, on a desk and on a phone. */
@ConsoleTest
@ExtendWith(Chromium.class)
class DealersGuideIntegrationTests {

  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "360, LIGHT", "360, DARK"})
  void hasNoBarrierAndIsNotWiderThanItsWindow(int width, ColorScheme scheme, Browser browser) {
    for (String place : List.of("/dealers", "/dealers/en")) {
      try (Visit visit = Visit.to(browser, port, width, scheme)) {
        visit.page.navigate("http://127.0.0.1:" + port + place);
        assertThat(visit.barriers()).as(place).isEmpty();
        assertThat(visit.overhang()).as(place).isNotPositive();
        assertThat(brightness(visit)).as(place).matches(it -> it > 200 == isLight(scheme));
        assertThat(visit.hosts()).containsOnly("127.0.0.1:" + port);
      }
    }
  }

  private static boolean isLight(ColorScheme scheme) {
    return scheme == ColorScheme.LIGHT;
  }

  private static int brightness(Visit visit) {
    return (int)
        visit.page.evaluate(
            "() => Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])");
  }
}
