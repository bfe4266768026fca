package com.dealersync.docs;

import static java.util.stream.Collectors.joining;

import com.dealersync.DealerSyncApplication;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/** The settings as the metadata and {@code application.yml} have them. */
final class Settings {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]+)}");
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])(?=[A-Z])");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, JsonNode> ours = new TreeMap<>();
  private final Map<String, JsonNode> all = new TreeMap<>();
  private final EnumerablePropertySource<?> shipped;

  /**
   * One setting.
   *
   * @param standard what holds where it is not set, in Markdown
   */
  record Setting(String name, String standard, String description) {

    String row() {
      return "| `%s` | %s | %s |".formatted(name, standard, description);
    }
  }

  Settings() {
    try {
      for (URL metadata : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
        read(metadata);
      }
      shipped =
          (EnumerablePropertySource<?>)
              new YamlPropertySourceLoader()
                  .load("shipped", new ClassPathResource("application.yml"))
                  .getFirst();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void read(URL metadata) throws IOException {
    String home =
        DealerSyncApplication.class.getProtectionDomain().getCodeSource().getLocation().toString();
    try (InputStream content = metadata.openStream()) {
      for (JsonNode property : JSON.readTree(content).get("properties")) {
        all.put(property.get("name").asText(), property);
        if (metadata.toString().startsWith(home)) {
          ours.put(property.get("name").asText(), property);
        }
      }
    }
  }

  /** Those of this service, by name. */
  List<Setting> ours() {
    return ours.entrySet().stream()
        .map(
            property ->
                new Setting(
                    property.getKey(),
                    standard(property.getKey()),
                    description(property.getKey(), property.getValue())))
        .toList();
  }

  /** Whether anything on the class path documents a setting by that name. */
  boolean exists(String name) {
    return all.containsKey(name);
  }

  /** What {@code application.yml} says or, where it does not, the metadata; in Markdown. */
  String standard(String name) {
    List<String> values = new ArrayList<>();
    Object set = shipped.getProperty(name);
    if (set != null) {
      values.add(set.toString());
    } else {
      values.addAll(keysBelow(name));
    }
    if (values.isEmpty()) {
      values.addAll(values(all.get(name).path("defaultValue")));
    }
    values.removeIf(String::isBlank);
    return values.isEmpty() ? "—" : values.stream().map("`%s`"::formatted).collect(joining(", "));
  }

  /** The compiler writes an array as a text in brackets. */
  private static List<String> values(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asText).toList()
        : List.of(value.asText().replaceAll("^\\[|]$", "").split(", "));
  }

  /** Of a setting that is a map: the names that {@code application.yml} gives its entries. */
  private TreeSet<String> keysBelow(String name) {
    TreeSet<String> keys = new TreeSet<>();
    for (String property : shipped.getPropertyNames()) {
      if (property.startsWith(name + ".")) {
        keys.add(property.substring(name.length() + 1).split("\\.")[0]);
      }
    }
    return keys;
  }

  /** The javadoc, with other settings by the names that people write. */
  private String description(String name, JsonNode property) {
    String group = name.substring(0, name.lastIndexOf('.') + 1);
    return CODE.matcher(property.path("description").asText())
        .replaceAll(
            code -> {
              String kebab = CAMEL.matcher(code.group(1)).replaceAll("-").toLowerCase(Locale.ROOT);
              return "`%s`".formatted(all.containsKey(group + kebab) ? kebab : code.group(1));
            })
        .replace("|", "\\|");
  }
}
