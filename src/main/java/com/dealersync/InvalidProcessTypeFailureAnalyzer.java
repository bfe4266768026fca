package com.dealersync;

import com.dealersync.catalog.InvalidProcessTypeException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Names the process type whose query the database refuses. */
class InvalidProcessTypeFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidProcessTypeException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, InvalidProcessTypeException cause) {
    return new FailureAnalysis(
        "dealer-sync no puede arrancar con esta configuración:%n%n  - %s"
            .formatted(cause.getMessage()),
        "Corrija la definición en dealer-sync.procesos, o quítela.",
        cause);
  }
}
