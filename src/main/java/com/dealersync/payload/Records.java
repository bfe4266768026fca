package com.dealersync.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Gets each record of a document. */
  interface Visitor {

    /**
     * Gets the next one.
     *
     * @param identity its key, or all of it if there is none
     * @param text as it stands in the document
     */
    void visit(String identity, String text);
  }

  /**
   * Reads all of them, in their order.
   *
   * @param key the fields of a record's identity, which a record may lack; if empty, all of it
   */
  static void forEach(byte[] document, List<String> key, Visitor visitor) {
    try (JsonParser json = JSON.createParser(document)) {
      enterList(json);
      while (json.nextToken() == JsonToken.START_OBJECT) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        String[] identity = new String[key.size()];
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          int field = key.indexOf(json.currentName());
          JsonToken value = json.nextToken();
          if (field >= 0) {
            identity[field] = value + json.getText();
          }
          json.skipChildren();
        }
        int to = (int) json.currentLocation().getByteOffset();
        String text = new String(document, from, to - from, StandardCharsets.UTF_8);
        visitor.visit(key.isEmpty() ? text : Arrays.toString(identity), text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
