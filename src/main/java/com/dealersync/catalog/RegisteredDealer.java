package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A dealer as the newest load knows it.
 *
 * @param processType of that load
 */
public record RegisteredDealer(
    SnapshotDealer dealer, String processType, @Nullable String idCarga) {}
