package com.dealersync.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.Loads;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Holds the schemas against what is rendered, and against those that dealers are given. */
@IntegrationTest
class PayloadSchemaIntegrationTests {

  private static final Path GIVEN = Path.of("src", "docs", "receivers");

  @Autowired PayloadSchema schema;
  @Autowired PayloadRenderer renderer;
  @Autowired ProcessTypes types;
  @Autowired Loads loads;
  @Autowired JdbcTemplate sql;
  @Autowired ObjectMapper json;

  private TestData data;

  @BeforeEach
  void clean() {
    data = new TestData(sql);
    for (String table :
        new String[] {
          "CO_SINCRONIZACIONCARGAPROCESODEALER",
          "CO_EVENTOSCARGASNAPSHOTDEALERS",
          "CO_EVENTOSCARGASINCCONTROL",
          "CO_EVENTOSCARGAPROCESO",
          "CO_GM_LISTAPRODUCTOS",
          "CO_GM_CAMPAIGNCATALOG"
        }) {
      sql.update("delete from " + table);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ProductList", "CampaignList"})
  void whatIsRenderedFitsAndNothingLess(String name) throws Exception {
    ProcessType type = types.find(name).orElseThrow();
    Load load = loads.findById(data.load(name, "20250107_001").insert()).orElseThrow();
    JsonNode rendered = json.readTree(renderer.render(type, load, 1).bytes());
    var judge =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json.valueToTree(schema.of(type)));

    assertThat(judge.validate(rendered)).isEmpty();
    assertThat(judge.validate(json.readTree("{}"))).isNotEmpty();
    String field = rendered.at("/" + type.listName() + "/0").fieldNames().next();
    ((com.fasterxml.jackson.databind.node.ObjectNode) rendered.at("/" + type.listName() + "/0"))
        .remove(field);
    assertThat(judge.validate(rendered)).isNotEmpty();
  }

  /** Oracle has no integers: there, and in the file, a column of them is a number. */
  @ParameterizedTest
  @ValueSource(strings = {"ProductList", "CampaignList"})
  void dealersAreGivenTheSame(String name) throws Exception {
    ProcessType type = types.find(name).orElseThrow();
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    String expected =
        json.writer(printer)
            .writeValueAsString(schema.of(type))
            .replaceAll("\"integer\",(\\s+)\"null\"", "\"number\",$1\"null\"");
    Path file = GIVEN.resolve(name + ".schema.json");
    Path kept = Files.createDirectories(Path.of("target", "docs")).resolve(file.getFileName());
    Files.writeString(kept, expected + "\n");

    assertThat(file).as("what it ought to be is in %s", kept).exists();
    assertThat(Files.readString(file)).as("see %s", kept).isEqualTo(expected + "\n");
  }
}
