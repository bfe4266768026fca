package com.dealersync.sync;

import com.dealersync.audit.Caller;

/**
 * A wish to synchronise a load.
 *
 * @param caller who asks; written to the run
 */
public record StartCommand(String processType, String idCarga, Caller caller) {}
