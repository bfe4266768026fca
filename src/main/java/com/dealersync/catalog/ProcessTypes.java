package com.dealersync.catalog;

import com.dealersync.catalog.CatalogProperties.Definition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The configured process types. A broken definition stops the start-up. */
@Component
public class ProcessTypes {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,50}");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern SELECT = Pattern.compile("(?is)(select|with)\\b[^;]*");

  private static final String MANUAL = "manual";
  private static final String AUTOMATIC = "automatico";

  private final Map<String, ProcessType> byName;

  ProcessTypes(CatalogProperties properties) {
    this.byName = validated(properties.procesos());
  }

  public Optional<ProcessType> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them, by name. */
  public Collection<ProcessType> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /**
   * By name.
   *
   * @throws InvalidProcessTypeException naming each definition that is broken
   */
  static Map<String, ProcessType> validated(@Nullable Map<String, Definition> definitions) {
    if (definitions == null || definitions.isEmpty()) {
      throw new InvalidProcessTypeException("dealer-sync.procesos no define ningún proceso");
    }
    Map<String, ProcessType> types = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    definitions.forEach(
        (name, definition) -> {
          try {
            types.put(name, validated(name, definition));
          } catch (InvalidProcessTypeException e) {
            broken.add(String.valueOf(e.getMessage()));
          }
        });
    if (!broken.isEmpty()) {
      throw new InvalidProcessTypeException(String.join("; ", broken));
    }
    return types;
  }

  private static ProcessType validated(String name, Definition definition) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidProcessTypeException(
          "dealer-sync.procesos: el nombre '%s' no cumple %s".formatted(name, NAME));
    }
    return new ProcessType(
        name,
        present(name, "descripcion", definition.descripcion()),
        matching(name, "lista", definition.lista(), FIELD, "debe ser un nombre de campo JSON"),
        matching(name, "sql", definition.sql(), SELECT, "debe ser una sola consulta SELECT"),
        pilot(name, definition.piloto()),
        automaticStart(name, definition),
        key(name, definition.clave()));
  }

  private static List<String> key(String name, @Nullable List<String> setting) {
    return setting == null
        ? List.of()
        : setting.stream()
            .map(
                field ->
                    matching(name, "clave", field, FIELD, "debe nombrar campos de la consulta"))
            .toList();
  }

  private static Pilot pilot(String name, @Nullable List<String> setting) {
    try {
      return Pilot.of(setting);
    } catch (IllegalArgumentException e) {
      throw new InvalidProcessTypeException(
          "dealer-sync.procesos.%s.piloto %s: %s".formatted(name, e.getMessage(), setting));
    }
  }

  private static @Nullable StartWindow automaticStart(String name, Definition definition) {
    String start = definition.inicio() == null ? MANUAL : definition.inicio().strip();
    String window = definition.ventana();
    if (start.equals(MANUAL) && window == null) {
      return null;
    }
    if (!start.equals(AUTOMATIC)) {
      throw new InvalidProcessTypeException(
          "dealer-sync.procesos.%s.inicio debe ser %s o, con o sin ventana, %s: '%s'"
              .formatted(name, MANUAL, AUTOMATIC, start));
    }
    try {
      return window == null ? StartWindow.ALWAYS : StartWindow.of(window);
    } catch (IllegalArgumentException e) {
      throw new InvalidProcessTypeException(
          "dealer-sync.procesos.%s.ventana %s: '%s'".formatted(name, e.getMessage(), window));
    }
  }

  private static String matching(
      String name, String setting, @Nullable String value, Pattern form, String rule) {
    String text = present(name, setting, value);
    if (!form.matcher(text).matches()) {
      throw new InvalidProcessTypeException(
          "dealer-sync.procesos.%s.%s %s: '%s'".formatted(name, setting, rule, text));
    }
    return text;
  }

  private static String present(String name, String setting, @Nullable String value) {
    if (!StringUtils.hasText(value)) {
      throw new InvalidProcessTypeException(
          "Falta dealer-sync.procesos.%s.%s".formatted(name, setting));
    }
    return value.strip();
  }
}
