package com.dealersync;

import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Switches tracing off, with its costs at the start and on each request, unless a setting says
 * where traces go.
 */
class TracingSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String ENDPOINT = "management.otlp.tracing.endpoint";
  private static final Pattern AUTO_CONFIGURATIONS =
      Pattern.compile(
          "org\\.springframework\\.boot\\.actuate\\.autoconfigure\\."
              + "(tracing\\.|opentelemetry\\.|logging\\.otlp\\.|logging\\.OpenTelemetry).*");

  private boolean on;

  @Override
  public void setEnvironment(Environment environment) {
    on = StringUtils.hasText(environment.getProperty(ENDPOINT));
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] wanted = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      // An entry that another filter has excluded is null.
      wanted[i] = on || classes[i] == null || !AUTO_CONFIGURATIONS.matcher(classes[i]).matches();
    }
    return wanted;
  }
}
