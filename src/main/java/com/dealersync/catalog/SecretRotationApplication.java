package com.dealersync.catalog;

import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The jar as a command: with the service's settings, but without the service. It needs the database
 * only, listens nowhere and ends when every secret is encrypted with the current key.
 */
// No @Configuration, or the service would find it, too.
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@EnableConfigurationProperties(SecretsProperties.class)
@Import(SecretCipher.class)
public class SecretRotationApplication {

  /** Whether these arguments ask for it. */
  public static boolean isWanted(String... args) {
    return List.of(args).contains("--dealer-sync.secrets.rotate=true");
  }

  /**
   * Encrypts every secret, and returns.
   *
   * @throws IllegalStateException if some are left
   */
  public static void run(String... args) {
    new SpringApplicationBuilder(SecretRotationApplication.class)
        .web(WebApplicationType.NONE)
        .run(args)
        .close();
  }

  @Bean
  SecretRotation secretRotation(JdbcTemplate sql, SecretCipher cipher) {
    return new SecretRotation(sql, cipher);
  }
}
