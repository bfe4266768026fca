package com.dealersync.audit;

/**
 * Who asks, as a request knows it.
 *
 * @param name of the user or system
 * @param address from where; behind proxies as far as {@code server.forward-headers-strategy} says
 * @param correlationId 1–64 characters; on every log line of what it asked for
 */
public record Caller(String name, String address, String correlationId) {}
