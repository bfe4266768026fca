package com.dealersync.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class DisabledConsoleTests {

  private final WebApplicationContextRunner service =
      new WebApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
          // Its test double of a servlet context serves the whole class path.
          .withPropertyValues("spring.web.resources.add-mappings=false")
          .withBean(Clock.class, Clock::systemUTC)
          .withUserConfiguration(Module.class);

  @ParameterizedTest
  @ValueSource(strings = {"/consola/index.html", "/consola/js/main.js", "/consola/config.json"})
  void isNotThere(String path) {
    answers(service, path, 200);
    answers(service.withPropertyValues("dealer-sync.console.enabled=false"), path, 404);
  }

  @Test
  void isNotAmongWhatIsServedInAnyCase() {
    assertThat(new ClassPathResource("consola/index.html").exists()).isTrue();
    assertThat(Stream.of("static", "public", "resources", "META-INF/resources"))
        .noneMatch(place -> new ClassPathResource(place + "/consola").exists());
  }

  private static void answers(WebApplicationContextRunner runner, String path, int expected) {
    runner.run(
        context ->
            MockMvcBuilders.webAppContextSetup(context)
                .build()
                .perform(get(path))
                .andExpect(status().is(expected)));
  }

  @TestConfiguration(proxyBeanMethods = false)
  @EnableConfigurationProperties(ConsoleProperties.class)
  @Import({ConsoleConfiguration.class, ConsoleController.class})
  static class Module {}
}
