package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dealersync.catalog.CatalogProperties.Definition;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTypesTests {

  private static final Definition GOOD =
      new Definition("Lista", "lista", "select 1 as \"a\" from X", null, null, null, null);

  @Test
  void findsAProcessTypeByItsExactName() {
    ProcessTypes types = types("ProductList", GOOD);

    assertThat(types.find("ProductList"))
        .contains(new ProcessType("ProductList", "Lista", "lista", "select 1 as \"a\" from X"));
    assertThat(types.find("productlist")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Bad Name | Lista | lista   | select 1 from X          | Bad Name",
        "A:B      | Lista | lista   | select 1 from X          | A:B",
        "Types    | -     | lista   | select 1 from X          | dealer-sync.procesos.Types.descripcion",
        "Types    | Lista | -       | select 1 from X          | dealer-sync.procesos.Types.lista",
        "Types    | Lista | a b     | select 1 from X          | dealer-sync.procesos.Types.lista",
        "Types    | Lista | lista   | -                        | dealer-sync.procesos.Types.sql",
        "Types    | Lista | lista   | delete from X            | dealer-sync.procesos.Types.sql",
        "Types    | Lista | lista   | select 1; drop table X   | dealer-sync.procesos.Types.sql",
      })
  void aBrokenDefinitionIsRefusedByName(
      String name, String description, String list, String sql, String named) {
    assertThatExceptionOfType(InvalidProcessTypeException.class)
        .isThrownBy(
            () -> types(name, new Definition(description, list, sql, null, null, null, null)))
        .withMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"20 | 20 | -", "1000 | 1000 | -", "B1;B2 | 0 | B1;B2", "7;8 | 0 | 7;8"})
  void aPilotIsANumberOrSomeBacs(String setting, int dealers, String bacs) {
    Pilot pilot =
        types("T", withPilot(List.of(setting.split(";")))).find("T").orElseThrow().pilot();

    assertThat(pilot.dealers()).isEqualTo(dealers);
    assertThat(pilot.bacs())
        .containsExactlyInAnyOrder(bacs.equals("-") ? new String[0] : bacs.split(";"));
    assertThat(pilot.isNone()).isFalse();
  }

  @Test
  void withoutTheSettingThereIsNoPilot() {
    assertThat(types("T", GOOD).find("T").orElseThrow().pilot().isNone()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "99999999999999999999", "B1;;B2"})
  void aPilotThatCannotBeIsRefusedByName(String setting) {
    assertThatExceptionOfType(InvalidProcessTypeException.class)
        .isThrownBy(() -> types("T", withPilot(List.of(setting.split(";")))))
        .withMessageContaining("dealer-sync.procesos.T.piloto");
  }

  private static Definition withPilot(List<String> pilot) {
    return new Definition("Lista", "lista", "select 1 as \"a\" from X", pilot, null, null, null);
  }

  @Test
  void aLoadStartsWithoutAHandWhereThatIsAskedForOnly() {
    assertThat(start(null, null)).isNull();
    assertThat(start("manual", null)).isNull();
    assertThat(start("automatico", null)).isEqualTo(StartWindow.ALWAYS);
    assertThat(start("automatico", "22:00-06:00"))
        .isEqualTo(new StartWindow(LocalTime.of(22, 0), LocalTime.of(6, 0)));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "siempre, -, inicio",
        "manual, 22:00-06:00, inicio",
        "-, 22:00-06:00, inicio",
        "automatico, 22:00, ventana",
        "automatico, 22-06, ventana",
        "automatico, 25:00-06:00, ventana",
        "automatico, 06:00-06:00, ventana"
      })
  void aStartThatCannotBeIsRefusedByName(String start, String window, String named) {
    assertThatExceptionOfType(InvalidProcessTypeException.class)
        .isThrownBy(() -> start(start, window))
        .withMessageContaining("dealer-sync.procesos.T." + named);
  }

  private static StartWindow start(String start, String window) {
    Definition definition =
        new Definition("Lista", "lista", "select 1 as \"a\" from X", null, start, window, null);
    return types("T", definition).find("T").orElseThrow().automaticStart();
  }

  @Test
  void noDefinitionAtAllIsRefused() {
    assertThatExceptionOfType(InvalidProcessTypeException.class)
        .isThrownBy(() -> new ProcessTypes(new CatalogProperties(null)))
        .withMessageContaining("dealer-sync.procesos");
  }

  private static ProcessTypes types(String name, Definition definition) {
    return new ProcessTypes(new CatalogProperties(Map.of(name, definition)));
  }

  @Test
  void knowsTheFieldsThatTellRecordsApart() {
    assertThat(keyed(List.of("modelo", " anio ")).find("P").orElseThrow().key())
        .containsExactly("modelo", "anio");
    assertThatExceptionOfType(InvalidProcessTypeException.class)
        .isThrownBy(() -> keyed(List.of("no es un campo")))
        .withMessageContaining("dealer-sync.procesos.P.clave");
  }

  private static ProcessTypes keyed(List<String> key) {
    return types(
        "P", new Definition("Lista", "lista", "select 1 as \"a\" from X", null, null, null, key));
  }
}
