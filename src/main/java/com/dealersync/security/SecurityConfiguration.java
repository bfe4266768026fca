package com.dealersync.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.security.config.http.SessionCreationPolicy.STATELESS;

import com.dealersync.limits.RequestLimits;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may call what. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final String LOCK_CLEANING = API + "/limpiar-locks";
  private static final String PAUSE = API + "/procesos/*/pausar";
  private static final String RESUMPTION = API + "/procesos/*/reanudar";
  private static final String LOCKS = API + "/locks/**";
  private static final String PREVIEW = API + "/previsualizar";
  private static final String API_POLICY =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Swagger UI's page uses inline styles. */
  private static final String SWAGGER_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<String> OPEN =
      List.of(
          "/actuator/health/liveness",
          "/actuator/health/readiness",
          "/actuator/info",
          // The page; its data is the API's.
          "/consola",
          "/consola/**",
          // The guide for dealers, who have no tokens.
          "/dealers",
          "/dealers/**",
          "/swagger-ui.html",
          "/swagger-ui/**",
          "/v3/api-docs/**",
          "/v3/api-docs.yaml");

  /**
   * Switches off the observations of each filter, which cost two on each request and tell little.
   */
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Paths are matched as Spring MVC matches them, below its servlet, without its mappings. */
  @Bean
  PathPatternRequestMatcher.Builder pathPatterns(
      DispatcherServletPath servlet, @Qualifier("mvcPatternParser") PathPatternParser parser) {
    var paths = PathPatternRequestMatcher.withPathPatternParser(parser);
    String prefix = servlet.getPrefix();
    return prefix.isEmpty() ? paths : paths.basePath(prefix);
  }

  @Bean
  static BeanDefinitionRegistryPostProcessor withoutHandlerMappingIntrospector() {
    return new WithoutHandlerMappingIntrospector();
  }

  /**
   * Paths that need no token. They ignore the token, so that not even an invalid one is refused.
   */
  @Bean
  @Order(1)
  SecurityFilterChain open(
      HttpSecurity http, Environment environment, Refusals refusals, RequestLimits limits)
      throws Exception {
    List<String> paths = new ArrayList<>(OPEN);
    if (!environment.acceptsProfiles(Profiles.of("dev"))) {
      // The path does not exist then for anybody, so the dispatcher answers.
      paths.add(LOCK_CLEANING);
    }
    return stateless(http, refusals)
        .securityMatcher(paths.toArray(String[]::new))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .addFilterBefore(new StrangerLimitFilter(limits), AuthorizationFilter.class)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain byScope(HttpSecurity http, Refusals refusals, RequestLimits limits)
      throws Exception {
    return stateless(http, refusals)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(DELETE, LOCK_CLEANING, LOCKS)
                    .hasAuthority("SCOPE_sync.admin")
                    .requestMatchers(POST, PAUSE, RESUMPTION)
                    .hasAuthority("SCOPE_sync.admin")
                    // It changes nothing. It is a POST because it has a body.
                    .requestMatchers(POST, PREVIEW)
                    .hasAuthority("SCOPE_sync.read")
                    .requestMatchers(POST, API, API + "/**")
                    .hasAuthority("SCOPE_sync.write")
                    .requestMatchers(GET, API, API + "/**")
                    .hasAuthority("SCOPE_sync.read")
                    .requestMatchers(HEAD, API, API + "/**")
                    .hasAuthority("SCOPE_sync.read")
                    // What it shows depends on who asks.
                    .requestMatchers(GET, "/actuator/health")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasAuthority("SCOPE_sync.admin")
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            tokens ->
                tokens
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(SecurityConfiguration::caller)))
        .addFilterAfter(new CallerLimitFilter(limits), BearerTokenAuthenticationFilter.class)
        .build();
  }

  /**
   * Browsers never add the token's header by themselves, so cross-site requests cannot be forged.
   */
  private static HttpSecurity stateless(HttpSecurity http, Refusals refusals) throws Exception {
    return http.headers(SecurityConfiguration::headers)
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(STATELESS))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
  }

  /**
   * Headers in addition to Spring's own. Answers are not pages, except those that set their own
   * policy.
   */
  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .addHeaderWriter(
            new DelegatingRequestMatcherHeaderWriter(
                request -> request.getRequestURI().startsWith("/swagger-ui"),
                new ContentSecurityPolicyHeaderWriter(SWAGGER_POLICY)))
        .addHeaderWriter(
            new DelegatingRequestMatcherHeaderWriter(
                request -> !request.getRequestURI().startsWith("/swagger-ui"),
                new ContentSecurityPolicyHeaderWriter(API_POLICY)))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
  }

  private static JwtAuthenticationToken caller(Jwt token) {
    return new JwtAuthenticationToken(
        token,
        new JwtGrantedAuthoritiesConverter().convert(token),
        CallerName.of(token).orElseThrow());
  }
}
