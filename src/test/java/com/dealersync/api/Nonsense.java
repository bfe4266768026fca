package com.dealersync.api;

import java.util.List;

/** What no well-meaning caller sends. */
final class Nonsense {

  /** For paths, queries and fields. */
  static final List<String> TEXTS =
      List.of(
          "..",
          "../../etc",
          "%2e%2e%2f",
          "\0",
          "a\r\nb: c",
          "*",
          "lock:sync:*",
          ";",
          "a;b=c",
          "a/b",
          "a\\b",
          "'",
          "\"",
          "' or '1'='1",
          "${jndi:ldap://x}",
          "<script>",
          "ñ",
          "\u202Eabc",
          "\uD83D\uDE00",
          "\uD800",
          "\uFFFF",
          "  ",
          "null",
          "-1",
          "0",
          "1.5",
          "1e3",
          "NaN",
          "9223372036854775807",
          "9223372036854775808",
          "x".repeat(101),
          "x".repeat(2_000));

  /** Bodies that are no request. */
  static final List<String> SMALL_BODIES =
      List.of(
          "",
          " ",
          "{",
          "[]",
          "null",
          "true",
          "1",
          "NaN",
          "\"a\"",
          "{}",
          "{} {}",
          "{,}",
          "\uFEFF{}",
          "[".repeat(50) + "]".repeat(50),
          "{\"a\":".repeat(2_000),
          "processType=ProductList",
          "processType=%zz",
          "<a/>",
          "--b\r\n\r\n--b--");

  /** More than any request needs. */
  static final List<String> LARGE_BODIES =
      List.of("x".repeat(17_000), "{\"a\": \"%s\"}".formatted("x".repeat(100_000)));

  /** In JSON, where a text is asked for. */
  static final List<String> VALUES =
      List.of(
          "null", "1", "1e999", "NaN", "true", "[]", "{}", "[\"a\"]", "\"\\u0000\"", "\"\"", "");

  static final List<String> MEDIA_TYPES =
      List.of(
          "application/json;charset=nonsense",
          "application/json;charset=UTF-16",
          "application/json;q=2",
          "application/problem+json",
          "text/plain",
          "text/html",
          "text/event-stream",
          "text/event-stream, application/json",
          "*/*",
          "application/*",
          "*/json",
          "application/xml",
          "multipart/form-data",
          "multipart/form-data; boundary=b",
          "application/x-www-form-urlencoded",
          "a",
          "/",
          ";",
          "a/b/c",
          "");

  static final List<String> CREDENTIALS =
      List.of(
          "",
          "Bearer",
          "Bearer ",
          "Bearer a.b.c",
          "Bearer \u00e9",
          "Basic YTpi",
          "Bearer " + "x".repeat(5_000));

  private Nonsense() {}
}
