package com.dealersync.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the console's files. They are not below {@code static/}, because Spring would serve them
 * from there also if the console is switched off.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "dealer-sync.console.enabled", matchIfMissing = true)
class ConsoleConfiguration implements WebMvcConfigurer {

  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  @Override
  public void addViewControllers(ViewControllerRegistry views) {
    views.addRedirectViewController("/consola", "/consola/");
    views.addViewController("/consola/").setViewName("forward:/consola/index.html");
  }

  /** The address of a library contains its version, so its content never changes. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry resources) {
    resources
        .addResourceHandler("/consola/lib/htm/**")
        .addResourceLocations("classpath:/META-INF/resources/_static/htm/")
        .setCacheControl(FOR_EVER);
    resources
        .addResourceHandler("/consola/lib/uplot/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/uplot/")
        .setCacheControl(FOR_EVER);
    resources
        .addResourceHandler("/consola/**")
        .addResourceLocations("classpath:/consola/")
        .setCacheControl(CacheControl.noCache())
        // In a reproducible build, the files of every version have the same time.
        .setUseLastModified(false)
        .setEtagGenerator(ConsoleConfiguration::etag);
  }

  @Bean
  FilterRegistrationBean<ConsoleHeaders> consoleHeaders(ConsoleProperties properties) {
    var filter = new FilterRegistrationBean<>(new ConsoleHeaders(properties));
    filter.addUrlPatterns("/consola/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
    return filter;
  }

  private static String etag(Resource file) {
    try (InputStream content = file.getInputStream()) {
      return '"' + DigestUtils.md5DigestAsHex(content) + '"';
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
