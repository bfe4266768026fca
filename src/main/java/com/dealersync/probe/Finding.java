package com.dealersync.probe;

/**
 * What a receiver did.
 *
 * @param did in Spanish
 */
record Finding(Check check, boolean ok, String did) {}
