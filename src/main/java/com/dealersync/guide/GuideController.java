package com.dealersync.guide;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The guide's two pages. */
@RestController
@ConditionalOnBooleanProperty(name = "dealer-sync.dealers-page.enabled", matchIfMissing = true)
class GuideController {

  private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

  private final GuidePage spanish =
      GuidePage.of("recibir.md", "es", "Recibir catálogos · dealer-sync");
  private final GuidePage english =
      GuidePage.of("receiving.md", "en", "Receiving catalogs · dealer-sync");

  @GetMapping(path = "/dealers/", produces = HTML)
  String spanish() {
    return spanish.html();
  }

  @GetMapping(path = "/dealers/en", produces = HTML)
  String english() {
    return english.html();
  }
}
