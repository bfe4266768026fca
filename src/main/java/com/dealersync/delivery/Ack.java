package com.dealersync.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reply says about a confirmation. A token is kept exactly as it was sent, a number digit by
 * digit: it is never made up, changed or cut.
 */
sealed interface Ack {

  record Token(String value) implements Ack {}

  /** There is none, for that reason. */
  record None(Reason reason) implements Ack {}

  /** The token of a JSON object; null if the reply is anything else or has no usable token. */
  static @Nullable String tokenIn(byte[] reply) {
    return in(ReplyText.undeclared(reply)) instanceof Token token ? token.value : null;
  }

  /** Reads a whole reply. */
  static Ack in(String reply) {
    return reply.isBlank() ? new None(ReplyReason.NO_CONTENT) : Reader.read(reply);
  }

  /** The grammar; nested so that it stays out of the interface. */
  final class Reader {
    private static final List<String> FIELDS =
        List.of("ackToken", "ack_token", "tokenConfirmacion");
    private static final Pattern TOKEN = Pattern.compile("(?=.*[!-~])[ -~]{1,100}");
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> found = new HashMap<>();
    private final Set<String> unusable = new HashSet<>();

    private Reader() {}

    private static Ack read(String reply) {
      boolean whole = false;
      try (JsonParser json = JSON.createParser(reply)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          return new None(ReplyReason.NO_OBJECT);
        }
        Reader reader = new Reader();
        reader.readFields(json);
        whole = true;
        return json.nextToken() == null ? reader.outcome() : new None(ReplyReason.MORE_THAN_JSON);
      } catch (JsonEOFException e) {
        return new None(whole ? ReplyReason.MORE_THAN_JSON : ReplyReason.HALF_JSON);
      } catch (IOException e) {
        return new None(whole ? ReplyReason.MORE_THAN_JSON : ReplyReason.NOT_JSON);
      }
    }

    private void readFields(JsonParser json) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (FIELDS.contains(field)) {
          boolean scalar = value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT;
          if (scalar && TOKEN.matcher(json.getText()).matches()) {
            found.putIfAbsent(field, json.getText());
          } else if (value != JsonToken.VALUE_NULL) {
            unusable.add(field);
          }
        }
        json.skipChildren();
      }
    }

    private Ack outcome() {
      for (String field : FIELDS) {
        String token = found.get(field);
        if (token != null) {
          return new Token(token);
        }
      }
      return new None(unusable.isEmpty() ? ReplyReason.NO_TOKEN : ReplyReason.BAD_TOKEN);
    }
  }
}
