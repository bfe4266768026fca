package com.dealersync.dev;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Puts what this start has into the examples of the contract, so that each call can be tried as it
 * is shown, from the first one on: that one starts the run which the others ask for.
 */
final class DemoExamples implements OpenApiCustomizer {

  private static final long FIRST_RUN = 1;

  private final DemoDealers dealers;
  private final JdbcTemplate sql;

  DemoExamples(DemoDealers dealers, JdbcTemplate sql) {
    this.dealers = dealers;
    this.sql = sql;
  }

  @Override
  public void customise(OpenAPI contract) {
    Map<String, Parameter> shared = contract.getComponents().getParameters();
    shared.get("syncControlId").setExample(FIRST_RUN);
    shared.get("eventoCargaProcesoId").setExample(load());
    for (PathItem path : contract.getPaths().values()) {
      nameADealer(path.getParameters());
      path.readOperations().forEach(this::customise);
    }
  }

  private void nameADealer(@Nullable List<Parameter> parameters) {
    Stream.ofNullable(parameters)
        .flatMap(List::stream)
        .filter(parameter -> "bac".equals(parameter.getName()))
        .forEach(parameter -> parameter.setExample(dealers.all().getFirst().bac()));
  }

  private void customise(Operation operation) {
    nameADealer(operation.getParameters());
    RequestBody body = operation.getRequestBody();
    if (body != null
        && Stream.of("iniciar", "previsualizar").anyMatch(operation.getOperationId()::equals)) {
      body.getContent()
          .get("application/json")
          .setExample(Map.of("processType", "ProductList", "idCarga", DemoData.PRODUCT_LOAD));
    }
  }

  private long load() {
    return sql.queryForObject(
        "select COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?",
        Long.class,
        DemoData.PRODUCT_LOAD);
  }
}
