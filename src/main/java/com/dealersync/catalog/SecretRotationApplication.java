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
 * Runs the jar as a command, with the service's settings but without the service. It needs only the
 * database, listens on no port, and ends when every secret is encrypted with the current key.
 */
// Not a @Configuration, because the service's component scan would find it.
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@EnableConfigurationProperties(SecretsProperties.class)
@Import(SecretCipher.class)
public class SecretRotationApplication {

  /** Whether these arguments ask for the command. */
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
