package com.dealersync.sync;

/**
 * A wish to synchronise a load.
 *
 * @param user who asks; written to the run
 * @param correlationId 1–64 characters; on every log line of the run
 */
public record StartCommand(String processType, String idCarga, String user, String correlationId) {}
