package com.dealersync.sync;

import java.time.Duration;

/**
 * A run that takes longer than usual.
 *
 * @param age since it was accepted
 */
public record LongRun(long syncControlId, String processType, String idCarga, Duration age) {}
