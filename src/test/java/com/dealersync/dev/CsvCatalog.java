package com.dealersync.dev;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A catalog of vehicles in a file of comma-separated values, as the U.S. EPA publishes them. */
final class CsvCatalog {

  private static final String HEADER = "id,make,model,year,class,trans,drive";
  private static final CsvSchema SCHEMA =
      CsvSchema.builder()
          .addColumns(List.of(HEADER.split(",")), CsvSchema.ColumnType.STRING)
          .build()
          .withHeader()
          .withStrictHeaders(true);
  private static final ObjectReader READER =
      new CsvMapper()
          .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .readerFor(Vehicle.class)
          .with(SCHEMA);

  private CsvCatalog() {}

  /**
   * @throws InvalidDemoException if the file is not there or is not such a catalog
   */
  static List<Product> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidDemoException(
          "DEMO_CATALOGO: no existe el archivo %s".formatted(file.toAbsolutePath().normalize()));
    }
    try (MappingIterator<Vehicle> vehicles = READER.readValues(file.toFile())) {
      List<Product> products = vehicles.readAll().stream().map(Vehicle::product).toList();
      if (products.isEmpty()) {
        throw new InvalidDemoException("DEMO_CATALOGO: %s no tiene vehículos".formatted(file));
      }
      return products;
    } catch (JsonProcessingException e) {
      throw new InvalidDemoException(
          "DEMO_CATALOGO: %s no es un catálogo con las columnas %s (línea %d)"
              .formatted(file, HEADER, e.getLocation().getLineNr()),
          e);
    } catch (IOException e) {
      throw new InvalidDemoException(
          "DEMO_CATALOGO: no se puede leer %s (%s)".formatted(file, e.getMessage()), e);
    }
  }

  private record Vehicle(
      long id,
      String make,
      String model,
      int year,
      @JsonProperty("class") String category,
      String trans,
      String drive) {

    private Product product() {
      String brand = make.toUpperCase(Locale.ROOT);
      String name = "%d %s %s".formatted(year, brand, model);
      return new Product(
          name,
          "Estados Unidos",
          model,
          year,
          "%s%06d%d".formatted(brand.substring(0, Math.min(2, brand.length())), id, year),
          brand,
          model,
          "%s, %s, %s, %s".formatted(name, category, trans, drive));
    }
  }
}
