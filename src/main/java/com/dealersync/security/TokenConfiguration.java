package com.dealersync.security;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads bearer tokens. With a secret the key is ours; otherwise Spring Boot builds the decoder from
 * its issuer-uri or jwk-set-uri, and adds our rules to it.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
  private static final Duration KEY_SERVER_PATIENCE = Duration.ofSeconds(3);

  /** What every token must say, whoever signed it. */
  @Bean
  OAuth2TokenValidator<Jwt> tokenRules(JwtProperties properties) {
    return new DelegatingOAuth2TokenValidator<>(
        new JwtTimestampValidator(CLOCK_SKEW),
        new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull),
        new JwtIssuerValidator(properties.issuer()),
        new JwtClaimValidator<@Nullable List<String>>(
            JwtClaimNames.AUD,
            audience -> audience != null && audience.contains(properties.audience())),
        new CallerNameValidator());
  }

  @Bean
  @Conditional(SecretIsSet.class)
  JwtDecoder secretKeyDecoder(JwtProperties properties, OAuth2TokenValidator<Jwt> tokenRules) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(properties.key()).macAlgorithm(MacAlgorithm.HS256).build();
    decoder.setJwtValidator(tokenRules);
    return decoder;
  }

  /** A key server that hangs must not hang our callers, and a flood of tokens must not flood it. */
  @Bean
  JwkSetUriJwtDecoderBuilderCustomizer keyServerPatience(RestTemplateBuilder http) {
    return decoder ->
        decoder
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
