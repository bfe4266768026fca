package com.dealersync.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.ClassPathResource;

/**
 * One page in HTML, made of the Markdown that the repository shows.
 *
 * @param html the whole document
 */
record GuidePage(String html) {

  private static final String DOCUMENT =
      """
      <!doctype html>
      <html lang="%s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%s</title>
      <link rel="stylesheet" href="/dealers/style/guide.css">
      </head>
      <body>
      <main>
      %s</main>
      </body>
      </html>
      """;

  /** Where the repository's files are served. */
  private static final Map<String, String> PLACES =
      Map.of(
          "recibir.md", "./",
          "receiving.md", "en",
          "../test/java/com/dealersync/receiver/WebhookReceiver.java",
              "receivers/WebhookReceiver.java");

  static GuidePage of(String file, String language, String title) {
    var extensions = List.of(TablesExtension.create());
    Node document = Parser.builder().extensions(extensions).build().parse(markdown(file));
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            link.setDestination(PLACES.getOrDefault(link.getDestination(), link.getDestination()));
            visitChildren(link);
          }
        });
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(extensions)
            .attributeProviderFactory(context -> GuidePage::reachByKeyboard)
            .build();
    String body = renderer.render(document);
    return new GuidePage(DOCUMENT.formatted(language, title, body));
  }

  /** What is wider than a small window scrolls in itself, also without a mouse. */
  private static void reachByKeyboard(Node node, String tag, Map<String, String> attributes) {
    if (tag.equals("pre") || tag.equals("table")) {
      attributes.put("tabindex", "0");
    }
  }

  private static String markdown(String file) {
    try {
      return new ClassPathResource("dealers/" + file)
          .getContentAsString(StandardCharsets.UTF_8)
          .replace("- [ ] ", "- ☐ ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
