package com.dealersync.audit;

/**
 * Who sends a request.
 *
 * @param name of the user or system
 * @param address of the caller; behind a proxy it depends on {@code
 *     server.forward-headers-strategy}
 * @param correlationId 1–64 characters; on every log line of the request and its run
 */
public record Caller(String name, String address, String correlationId) {}
