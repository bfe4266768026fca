package com.dealersync.guide;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the guide and what it gives away, and nothing else of the same folder. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "dealer-sync.dealers-page.enabled", matchIfMissing = true)
class GuideConfiguration implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry views) {
    // The page's links are relative.
    views.addRedirectViewController("/dealers", "/dealers/");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry resources) {
    resources
        .addResourceHandler("/dealers/receivers/**")
        .addResourceLocations("classpath:/dealers/receivers/")
        .setCacheControl(CacheControl.noCache());
    resources
        .addResourceHandler("/dealers/style/**")
        .addResourceLocations("classpath:/dealers/style/")
        .setCacheControl(CacheControl.noCache());
  }

  @Bean
  FilterRegistrationBean<GuideHeaders> guideHeaders() {
    var filter = new FilterRegistrationBean<>(new GuideHeaders());
    filter.addUrlPatterns("/dealers/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
    return filter;
  }
}
