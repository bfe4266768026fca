package com.dealersync.security;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads bearer tokens. With a secret the key is ours; otherwise Spring Boot builds the decoder from
 * its issuer-uri or jwk-set-uri, and adds our rules to it.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

  /**
   * The types of access tokens: the one of most providers, the one of RFC 9068, and none. Tokens
   * for other purposes, such as {@code logout+jwt}, have another type (RFC 8725, section 3.11).
   */
  private static final List<String> TYPES = List.of("JWT", "at+jwt", "application/at+jwt");

  private static final String ALGORITHMS =
      "spring.security.oauth2.resourceserver.jwt.jws-algorithms";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
  private static final Duration KEY_SERVER_PATIENCE = Duration.ofSeconds(3);

  /** What every token must say, whoever signed it. */
  @Bean
  OAuth2TokenValidator<Jwt> tokenRules(JwtProperties properties) {
    return new DelegatingOAuth2TokenValidator<>(
        accessTokenType(),
        new JwtTimestampValidator(CLOCK_SKEW),
        new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
        new JwtIssuerValidator(properties.issuer()),
        new JwtClaimValidator<@Nullable List<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(properties.audience())),
        new CallerNameValidator());
  }

  /**
   * Without a setting, Spring Boot accepts only RS256, but providers also use the others. All are
   * asymmetric, so that nobody can sign with the keys that the key server publishes.
   */
  private static List<SignatureAlgorithm> algorithms(Environment environment) {
    boolean chosen =
        Binder.get(environment).bind(ALGORITHMS, Bindable.listOf(String.class)).isBound();
    return chosen ? List.of() : List.of(SignatureAlgorithm.values());
  }

  private static OAuth2TokenValidator<Jwt> accessTokenType() {
    JwtTypeValidator type = new JwtTypeValidator(TYPES);
    type.setAllowEmpty(true);
    return type;
  }

  @Bean
  @Conditional(SecretIsSet.class)
  JwtDecoder secretKeyDecoder(JwtProperties properties, OAuth2TokenValidator<Jwt> tokenRules) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(properties.key())
            .macAlgorithm(MacAlgorithm.HS256)
            .validateType(false)
            .build();
    decoder.setJwtValidator(tokenRules);
    return decoder;
  }

  /**
   * A key server that does not answer must not make our callers wait, and a flood of tokens must
   * not reach it.
   */
  @Bean
  JwkSetUriJwtDecoderBuilderCustomizer keyServerPatience(
      RestTemplateBuilder http, Environment environment) {
    return decoder ->
        decoder
            .validateType(false)
            .jwsAlgorithms(allowed -> allowed.addAll(algorithms(environment)))
            .restOperations(
                http.connectTimeout(KEY_SERVER_PATIENCE)
                    .readTimeout(KEY_SERVER_PATIENCE)
                    .additionalInterceptors(new LastKeySet())
                    .build())
            .jwtProcessorCustomizer(
                processor ->
                    processor.setJWSVerifierFactory(
                        new StrongKeys(processor.getJWSVerifierFactory())));
  }
}
