package com.dealersync.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalDateTimeSerializer;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How JSON is read and written. A body that two readers could understand differently is refused:
 * duplicate keys, text after the end, numbers where the contract has text. Unknown fields are
 * ignored, so that a caller may be newer than we are.
 */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  /** To the second, also where that is zero, which ISO's own form leaves out. */
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  @Bean
  Jackson2ObjectMapperBuilderCustomizer contractJson() {
    return json ->
        json.serializationInclusion(JsonInclude.Include.NON_NULL)
            .serializers(new LocalDateTimeSerializer(TO_THE_SECOND))
            .featuresToEnable(
                JsonParser.Feature.STRICT_DUPLICATE_DETECTION,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .postConfigurer(JsonConfiguration::refuseScalarsAsText);
  }

  private static void refuseScalarsAsText(ObjectMapper json) {
    var text = json.coercionConfigFor(LogicalType.Textual);
    List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
        .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail));
  }
}
