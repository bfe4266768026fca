package com.dealersync.delivery;

/**
 * A webhook that is never sent anything while it is as it is.
 *
 * @param reason why, in Spanish
 */
public record Refusal(WebhookGroup group, String reason) {}
