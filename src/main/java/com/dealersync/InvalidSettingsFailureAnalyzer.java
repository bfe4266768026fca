package com.dealersync;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows operators what to set, in place of a stack trace. */
class InvalidSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingsException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, InvalidSettingsException cause) {
    return new FailureAnalysis(
        "dealer-sync no puede arrancar con esta configuración:%n%n%s".formatted(cause.getMessage()),
        """
        Dé cada ajuste como variable de entorno (spring.datasource.url es SPRING_DATASOURCE_URL;
        los guiones se omiten), como argumento (--nombre=valor) o en un application.yml propio.

        Para probarlo en desarrollo, sin configurar ni instalar nada:

            ./mvnw spring-boot:test-run""",
        cause);
  }
}
