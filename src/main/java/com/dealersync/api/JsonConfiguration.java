package com.dealersync.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.ser.LocalDateTimeSerializer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;

/**
 * How JSON is read and written. A body that two readers could understand differently is refused:
 * duplicate keys, text after the end, a byte order mark, numbers where the contract has text, and
 * anything but true and false where it has those. Unknown fields are ignored, so that a caller may
 * be newer than we are.
 */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  private static final int DEEPEST = 20;

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
            .postConfigurer(JsonConfiguration::refuseOtherForms);
  }

  /** A body that says it is in anything else than UTF-8 is none that we take. */
  @Bean
  MappingJackson2HttpMessageConverter contractJsonConverter(ObjectMapper json) {
    return new MappingJackson2HttpMessageConverter(json) {

      @Override
      protected boolean canRead(@Nullable MediaType type) {
        return super.canRead(type)
            && (type == null
                || type.getCharset() == null
                || type.getCharset().equals(StandardCharsets.UTF_8));
      }
    };
  }

  /** UTF-8 and nothing else, as RFC 8259 has it; flat, as everything is that we are sent. */
  private static void refuseOtherForms(ObjectMapper json) {
    json.getFactory()
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .setStreamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    refuse(
        json,
        LogicalType.Textual,
        CoercionInputShape.Integer,
        CoercionInputShape.Float,
        CoercionInputShape.Boolean);
    refuse(
        json,
        LogicalType.Boolean,
        CoercionInputShape.Integer,
        CoercionInputShape.Float,
        CoercionInputShape.String,
        CoercionInputShape.EmptyString);
  }

  private static void refuse(ObjectMapper json, LogicalType wanted, CoercionInputShape... others) {
    MutableCoercionConfig type = json.coercionConfigFor(wanted);
    for (CoercionInputShape other : others) {
      type.setCoercion(other, CoercionAction.Fail);
    }
  }
}
