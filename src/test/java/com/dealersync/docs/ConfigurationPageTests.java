package com.dealersync.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.docs.Settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Holds the tables of settings against the metadata that the compiler writes from our records.
 * Where they differ, the tables that ought to be there are in {@code target/docs}, to be pasted.
 */
class ConfigurationPageTests {

  private static final String OURS = "settings";
  private static final String OTHERS = "settings of others";
  private static final Path EXPECTED = Path.of("target", "docs");

  private final Settings settings = new Settings();
  private final Page english = Page.named("configuring.md");
  private final Page spanish = Page.named("configurar.md");

  @Test
  void everySettingHasADescription() {
    assertThat(settings.ours()).isNotEmpty().extracting(Setting::description).doesNotContain("");
  }

  @Test
  void thePageHasTheTableOfTheMetadata() throws IOException {
    String table = table("property | default | what it is", settings.ours());
    assertThat(english.between(OURS)).as(written("configuring.md", table)).isEqualTo(table);
  }

  @Test
  void theSpanishPageHasTheSameSettingsAndDefaults() throws IOException {
    Map<String, String> translated =
        spanish.rows(OURS).stream().collect(toMap(List::getFirst, List::getLast));
    String table =
        table(
            "propiedad | valor por omisión | qué es",
            settings.ours().stream()
                .map(
                    setting ->
                        new Setting(
                            setting.name(),
                            setting.standard(),
                            translated.getOrDefault(
                                "`%s`".formatted(setting.name()),
                                "TRADUCIR: " + setting.description())))
                .toList());
    assertThat(spanish.between(OURS))
        .as(written("configurar.md", table))
        .isEqualTo(table)
        .doesNotContain("TRADUCIR");
  }

  @Test
  void theSettingsOfOthersExistAndHaveTheDefaultsOfThePage() {
    assertThat(english.rows(OTHERS))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              String name = row.getFirst().replace("`", "");
              assertThat(name).matches(settings::exists);
              assertThat(row.get(1)).as(name).isEqualTo(settings.standard(name));
            });
  }

  @Test
  void bothPagesHaveTheSameSettingsOfOthers() {
    assertThat(spanish.rows(OTHERS))
        .extracting(row -> row.subList(0, 2))
        .isEqualTo(english.rows(OTHERS).stream().map(row -> row.subList(0, 2)).toList());
  }

  private static String table(String head, List<Setting> settings) {
    return settings.stream()
        .map(Setting::row)
        .collect(joining("\n", "| %s |\n|---|---|---|\n".formatted(head), ""));
  }

  private static String written(String page, String table) throws IOException {
    Path file = Files.createDirectories(EXPECTED).resolve(page);
    Files.writeString(file, table + "\n");
    return "the table of %s; what it ought to be is in %s".formatted(page, file);
  }
}
