package com.dealersync.delivery;

/**
 * A webhook that is never sent anything while it is as it is.
 *
 * @param reason why, in Spanish
 */
public record Refusal(WebhookGroup group, String reason) {

  /** The webhook as people may see it: without credentials and query. */
  public String shownUrl() {
    return MaskedUrl.of(group.target());
  }
}
