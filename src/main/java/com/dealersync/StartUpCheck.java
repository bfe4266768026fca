package com.dealersync;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Stops the start if settings are missing or wrong, and names all of them at once. It runs before
 * anything opens a connection, and before Spring could use a default for an address or a secret.
 */
@Component
class StartUpCheck implements BeanFactoryPostProcessor {

  /**
   * @throws InvalidSettingsException if anything is missing or wrong
   */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    Environment environment = beans.getBean(Environment.class);
    Binder binder = Binder.get(environment);
    List<String> complaints =
        Stream.concat(
                new RequiredSettings(environment, binder).complaints().stream(),
                new SettingsRecords(beans, binder).complaints().stream())
            .toList();
    if (!complaints.isEmpty()) {
      throw new InvalidSettingsException(complaints);
    }
  }
}
