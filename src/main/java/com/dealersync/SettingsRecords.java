package com.dealersync;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.convert.ConversionException;

/**
 * The settings of all our modules. Each is a record whose constructor refuses invalid values. Here
 * all of them are created, so that all faults are found; Spring would stop at the first one.
 */
final class SettingsRecords {

  private static final String OURS = SettingsRecords.class.getPackageName();

  private final ConfigurableListableBeanFactory beans;
  private final Binder binder;

  SettingsRecords(ConfigurableListableBeanFactory beans, Binder binder) {
    this.beans = beans;
    this.binder = binder;
  }

  /** One message for each record that refuses its settings. */
  List<String> complaints() {
    return Stream.of(beans.getBeanDefinitionNames())
        .map(name -> beans.getType(name, false))
        .filter(type -> type != null && type.getPackageName().startsWith(OURS))
        .flatMap(type -> complaint(type).stream())
        .sorted()
        .toList();
  }

  private Optional<String> complaint(Class<?> type) {
    var settings = MergedAnnotations.from(type).get(ConfigurationProperties.class);
    if (!settings.isPresent()) {
      return Optional.empty();
    }
    try {
      binder.bindOrCreate(settings.getString("prefix"), Bindable.of(type));
      return Optional.empty();
    } catch (BindException e) {
      return Optional.of(message(e));
    }
  }

  private static String message(BindException e) {
    ConfigurationProperty property = e.getProperty();
    return property != null && isConversion(e)
        ? "%s no puede ser '%s'".formatted(property.getName(), property.getValue())
        : String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
  }

  private static boolean isConversion(BindException e) {
    return Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
        .anyMatch(ConversionException.class::isInstance);
  }
}
