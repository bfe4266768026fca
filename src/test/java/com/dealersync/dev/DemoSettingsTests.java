package com.dealersync.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSettingsTests {

  private static final String HEADER = "id,make,model,year,class,trans,drive\n";

  @TempDir private Path folder;

  @Test
  void hasTheUsualSizeIfNothingIsAskedFor() {
    DemoSettings demo = DemoSettings.of(Map.of("DEMO_CATALOGO", "", "DEMO_DEALERS", " "));

    assertThat(demo.products()).hasSize(341).doesNotHaveDuplicates();
    assertThat(demo.products())
        .extracting(Product::modeloInteres)
        .doesNotHaveDuplicates()
        .contains("BUENV012026");
    assertThat(demo.dealers()).isEqualTo(47);
  }

  @Test
  void makesAProductOfEachVehicleInAFile() throws IOException {
    Path file =
        catalog(
            HEADER
                + "1328,Buick,Century,1985,Midsize Cars,Automatic 3-spd,Front-Wheel Drive\n"
                + "14584,Chevrolet,Astro,1998,\"Vans, Cargo Type\",Automatic 4-spd,4WD\n");

    DemoSettings demo =
        DemoSettings.of(Map.of("DEMO_CATALOGO", file.toString(), "DEMO_DEALERS", "500"));

    assertThat(demo.dealers()).isEqualTo(500);
    assertThat(demo.products())
        .containsExactly(
            new Product(
                "1985 BUICK Century",
                "Estados Unidos",
                "Century",
                1985,
                "BU0013281985",
                "BUICK",
                "Century",
                "1985 BUICK Century, Midsize Cars, Automatic 3-spd, Front-Wheel Drive"),
            new Product(
                "1998 CHEVROLET Astro",
                "Estados Unidos",
                "Astro",
                1998,
                "CH0145841998",
                "CHEVROLET",
                "Astro",
                "1998 CHEVROLET Astro, Vans, Cargo Type, Automatic 4-spd, 4WD"));
  }

  @Test
  void namesTheFileThatIsNotThere() {
    refuses(folder.resolve("nada.csv"), "DEMO_CATALOGO: no existe el archivo");
  }

  @Test
  void refusesAFolder() {
    refuses(folder, "DEMO_CATALOGO: no existe el archivo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hola\n",
        "id;make;model;year;class;trans;drive\n1;Buick;Century;1985;a;b;c\n",
        "id,make,model,year,class,trans\n1,Buick,Century,1985,a,b\n",
        "make,id,model,year,class,trans,drive\nBuick,1,Century,1985,a,b,c\n",
        HEADER + "1,Buick,Century,mil,a,b,c\n",
        HEADER + "1,Buick,Century,,a,b,c\n",
        HEADER + "1,Buick,Century,1985,a,b\n",
        HEADER + "1,Buick,Century,1985,a,b,c,d\n",
        HEADER + "1,Buick,\"Century,1985,a,b,c\n",
      })
  void refusesAFileThatIsNotSuchACatalog(String text) throws IOException {
    refuses(
        catalog(text), "no es un catálogo con las columnas id,make,model,year,class,trans,drive");
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    refuses(catalog(HEADER + "1,Buick,Century,1985,a,b,c\n2,Buick,Regal,x,a,b,c\n"), "(línea 3)");
  }

  @Test
  void refusesACatalogWithoutVehicles() throws IOException {
    refuses(catalog(HEADER), "no tiene vehículos");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100001", "-1", "+5", "47.5", "muchos", "1e3", "99999999999"})
  void refusesANumberOfDealersOutsideTheRange(String number) {
    assertThatExceptionOfType(InvalidDemoException.class)
        .isThrownBy(() -> DemoSettings.of(Map.of("DEMO_DEALERS", number)))
        .withMessage("DEMO_DEALERS: debe ser un entero de 1 a 100000, no «%s»", number);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100_000})
  void acceptsTheEndsOfTheRange(int number) {
    assertThat(DemoSettings.of(Map.of("DEMO_DEALERS", Integer.toString(number))).dealers())
        .isEqualTo(number);
  }

  private Path catalog(String text) throws IOException {
    return Files.writeString(folder.resolve("vehiculos.csv"), text);
  }

  private static void refuses(Path file, String message) {
    assertThatExceptionOfType(InvalidDemoException.class)
        .isThrownBy(() -> DemoSettings.of(Map.of("DEMO_CATALOGO", file.toString())))
        .withMessageContaining(message)
        .withMessageContaining(file.getFileName().toString());
  }
}
