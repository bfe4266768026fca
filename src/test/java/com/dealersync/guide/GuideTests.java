package com.dealersync.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class GuideTests {

  private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)\"");

  private final WebApplicationContextRunner service =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
          // Its test double of a servlet context serves the whole class path.
          .withPropertyValues("spring.web.resources.add-mappings=false")
          .withUserConfiguration(Module.class);

  @ParameterizedTest
  @CsvSource({
    "/dealers/, es, 'Recibir catálogos: guía para dealers'",
    "/dealers/en, en, 'Receiving catalogs: the dealers'"
  })
  void isThePageOfTheRepository(String path, String language, String title) {
    with(
        service,
        web -> {
          MockHttpServletResponse page = answer(web, path);
          assertThat(page.getStatus()).isEqualTo(200);
          assertThat(page.getContentType()).isEqualTo("text/html;charset=UTF-8");
          assertThat(text(page))
              .contains("<html lang=\"" + language + "\">", "<h1>" + title, "<td>422</td>")
              .doesNotContain("<script", "style=");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dealers/", "/dealers/en"})
  void everyLinkOfItLeadsToSomethingThatIsServed(String path) {
    with(
        service,
        web -> {
          List<String> links =
              LINK.matcher(text(answer(web, path)))
                  .results()
                  .map(link -> URI.create(path).resolve(link.group(1)))
                  .filter(link -> !link.isAbsolute())
                  .map(URI::toString)
                  .toList();
          assertThat(links)
              .contains(
                  "/dealers/receivers/WebhookReceiver.java",
                  "/dealers/receivers/receiver.py",
                  "/dealers/receivers/vectors.json")
              .allSatisfy(
                  link -> assertThat(answer(web, link).getStatus()).as(link).isEqualTo(200));
        });
  }

  @Test
  void runsNothingAndLoadsNothingFromElsewhere() {
    with(
        service,
        web ->
            assertThat(answer(web, "/dealers/").getHeader("Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'self';")
                .doesNotContain("unsafe", "*", "script"));
  }

  @Test
  void hasNothingElse() {
    with(
        service,
        web -> {
          assertThat(answer(web, "/dealers").getRedirectedUrl()).isEqualTo("/dealers/");
          assertThat(answer(web, "/dealers/recibir.md").getStatus()).isEqualTo(404);
          assertThat(answer(web, "/dealers/style/../recibir.md").getStatus()).isEqualTo(404);
        });
    assertThat(Stream.of("static", "public", "resources", "META-INF/resources"))
        .noneMatch(place -> new ClassPathResource(place + "/dealers").exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dealers", "/dealers/", "/dealers/en", "/dealers/receivers/receiver.py"})
  void isNotThereWhereItIsSwitchedOff(String path) {
    with(
        service.withPropertyValues("dealer-sync.dealers-page.enabled=false"),
        web -> assertThat(answer(web, path).getStatus()).isEqualTo(404));
  }

  private static void with(WebApplicationContextRunner runner, Consumer<MockMvc> check) {
    runner.run(
        context ->
            check.accept(
                MockMvcBuilders.webAppContextSetup(context)
                    .addFilters(new GuideHeaders())
                    .build()));
  }

  private static MockHttpServletResponse answer(MockMvc web, String path) {
    try {
      return web.perform(get(URI.create(path))).andReturn().getResponse();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String text(MockHttpServletResponse answer) {
    try {
      return answer.getContentAsString();
    } catch (java.io.UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  @EnableConfigurationProperties(GuideProperties.class)
  @Import({GuideConfiguration.class, GuideController.class})
  static class Module {}
}
