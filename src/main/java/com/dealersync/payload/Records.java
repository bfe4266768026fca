package com.dealersync.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads records back out of a rendered document, no further than asked for. */
final class Records {

  private static final JsonFactory JSON = new JsonFactory();

  private Records() {}

  /**
   * Returns their exact text, because a number that is parsed and written again may look different.
   */
  static List<String> firstOf(byte[] document, int most) {
    List<String> records = new ArrayList<>();
    try (JsonParser json = JSON.createParser(document)) {
      enterList(json);
      while (records.size() < most && json.nextToken() == JsonToken.START_OBJECT) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        int to = (int) json.currentLocation().getByteOffset();
        records.add(new String(document, from, to - from, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records;
  }

  /** The list is the second field, whatever its name: the head comes first. */
  private static void enterList(JsonParser json) throws IOException {
    json.nextToken();
    json.nextToken();
    json.nextToken();
    json.skipChildren();
    json.nextToken();
    json.nextToken();
  }
}
