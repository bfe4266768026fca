package com.dealersync.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.examples.Example;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.Resource;
import org.springframework.util.StringUtils;

/**
 * The contract as people read it and try it out. It is written by hand, in Spanish, rather than
 * derived from the code; the tests hold every statement of it against real answers.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  @Bean
  OpenAPI contract(
      @Value("classpath:openapi/dealer-sync.yaml") Resource document,
      @Value("classpath:openapi/examples/*.json") Resource[] examples,
      Environment environment,
      ObjectMapper json)
      throws IOException {
    OpenAPI contract = Yaml31.mapper().readValue(document.getInputStream(), OpenAPI.class);
    contract.setSpecVersion(SpecVersion.V31);
    for (Resource example : examples) {
      contract
          .getComponents()
          .addExamples(
              StringUtils.stripFilenameExtension(String.valueOf(example.getFilename())),
              new Example().value(json.readValue(example.getInputStream(), JsonNode.class)));
    }
    contract.getPaths().values().removeIf(path -> !exists(path, environment));
    return contract;
  }

  private static boolean exists(PathItem path, Environment environment) {
    return path.getExtensions() == null
        || !(path.getExtensions().get("x-profile") instanceof String profile)
        || environment.acceptsProfiles(Profiles.of(profile));
  }
}
