package com.dealersync.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dealer's confirmation out of its reply. A token is kept exactly as it was sent, a number
 * digit by digit: it is never made up, changed or cut.
 */
final class Ack {
  private static final List<String> FIELDS = List.of("ackToken", "ack_token", "tokenConfirmacion");
  private static final Pattern TOKEN = Pattern.compile("(?=.*[!-~])[ -~]{1,100}");
  private static final JsonFactory JSON = new JsonFactory();

  private Ack() {}

  /** The token of a JSON object; null if the reply is anything else or has no usable token. */
  static @Nullable String tokenIn(byte[] reply) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser json = JSON.createParser(reply)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
          keep(found, field, json.getText());
        }
        json.skipChildren();
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        return null;
      }
    } catch (IOException e) {
      return null;
    }
    return FIELDS.stream().map(found::get).filter(token -> token != null).findFirst().orElse(null);
  }

  private static void keep(Map<String, String> found, String field, String token) {
    if (FIELDS.contains(field) && TOKEN.matcher(token).matches()) {
      found.putIfAbsent(field, token);
    }
  }
}
