package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the console says when it cannot know: never that all is well. */
@ConsoleTest
@ExtendWith(Chromium.class)
class TroubleIntegrationTests {

  @Autowired Stage stage;
  @LocalServerPort int port;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @Test
  void saysThatItDoesNotKnowAndOffersNoStartWhileTheServiceIsSilent(Browser browser) {
    try (Visit visit = Visit.to(browser, port)) {
      AtomicBoolean silent = new AtomicBoolean();
      visit.page.clock().install();
      visit.page.route(
          Pattern.compile("/estado/|/operacion"),
          route -> {
            if (!silent.get()) {
              route.resume();
            }
          });
      visit.openAs("/", "sync.read", "sync.write").expectingRefusals();
      Locator card = visit.card("ProductList");
      assertThat(card).containsText(Pattern.compile("Libre\\s*hace \\d+ s"));
      assertThat(visit.health()).containsText(Pattern.compile("hace \\d+ s"));

      silent.set(true);
      visit.page.clock().runFor(40_000);

      assertThat(card).containsText("No se sabe");
      assertThat(card).containsText("El servicio no respondió en 10 s.");
      assertThat(card)
          .containsText(Pattern.compile("Lo último que se supo: Libre,\\s*hace \\d+ s"));
      assertThat(visit.link("Iniciar ProductList")).isDisabled();
      assertThat(visit.health()).containsText("No se sabe cómo está el servicio");
      assertThat(visit.health().locator(".sign.ok")).hasCount(0);

      silent.set(false);
      visit.page.clock().runFor(15_000);
      assertThat(card).containsText("se puede iniciar");
      assertThat(visit.link("Iniciar ProductList")).isEnabled();
    }
  }

  @Test
  void saysSinceWhenARunGivesNoSignAndConnectsAgain(Browser browser) {
    String load = stage.load(2);
    stage.dealers.hold();
    try (Visit visit = Visit.to(browser, port)) {
      visit.page.clock().install();
      visit.page.addInitScript(
          """
          const sent = fetch;
          let streams = 0;
          window.fetch = (address, options) =>
            String(address).endsWith('/eventos') && ++streams === 1
              ? Promise.resolve(new Response(new ReadableStream({
                  start(to) {
                    to.enqueue(new TextEncoder().encode('retry: 2000\\n\\n'));
                    options.signal.addEventListener('abort', () => to.error(options.signal.reason));
                  },
                }), { headers: { 'Content-Type': 'text/event-stream' } }))
              : sent(address, options);""");
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.button(Pattern.compile("Confirmar y enviar.*")).click();
      assertThat(visit.summary()).containsText("En vivo");

      // From here on time passes in the page only as the test lets it.
      visit.page.clock().pauseAt(System.currentTimeMillis() + 5_000);
      visit.page.clock().runFor(25_000);
      assertThat(visit.summary()).containsText("En vivo");
      for (int step = 0;
          step < 40 && !visit.summary().textContent().contains("Sin señal");
          step++) {
        visit.page.clock().runFor(500);
      }
      assertThat(visit.summary())
          .containsText(Pattern.compile("Sin señal desde las \\d\\d:\\d\\d:\\d\\d"));

      visit.page.clock().resume();
      assertThat(visit.summary()).containsText("En vivo");
      stage.dealers.release();
      assertThat(visit.summary()).containsText("Completada · total");
    }
  }

  @Test
  void doesNotClaimThatAnActionWithoutAnAnswerDidNothing(Browser browser) {
    String load = stage.load(1);
    try (Visit visit = Visit.to(browser, port)) {
      visit.page.clock().install();
      visit.openAs("/iniciar?tipo=ProductList&carga=" + load, "sync.read", "sync.write");
      visit.page.route("**/batch-sincronizacion-procesos", (Route unanswered) -> {});
      visit.page.waitForRequest(
          "**/batch-sincronizacion-procesos",
          visit.button(Pattern.compile("Confirmar y enviar.*"))::click);
      visit.page.clock().runFor(10_500);

      assertThat(visit.page.getByRole(AriaRole.ALERT))
          .containsText("No se sabe si lo hizo: mire antes de repetir.");
    }
  }

  @Test
  void namesTheZoneOfItsTimes(Browser browser) {
    try (Visit visit = Visit.to(browser, port).openAs("/servicio", "sync.read")) {
      assertThat(visit.health()).containsText("Horas de America/Mexico City");
      assertThat(visit.page.locator("main time").first())
          .hasAttribute("title", "Hora de America/Mexico City");
    }
  }
}
