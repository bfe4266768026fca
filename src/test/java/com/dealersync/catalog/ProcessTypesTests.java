package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dealersync.catalog.CatalogProperties.Definition;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessTypesTests {

  private static final Definition GOOD =
      new Definition("Lista", "lista", "select 1 as \"a\" from X");

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
        .isThrownBy(() -> types(name, new Definition(description, list, sql)))
        .withMessageContaining(named);
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
}
