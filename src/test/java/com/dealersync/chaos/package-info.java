/**
 * Faults, injected into real processes. A {@link com.dealersync.chaos.Cluster} is a database, a
 * Redis, dealers, and nodes of the production service, with a proxy in front of all a node talks
 * to; faults strike it; a {@link com.dealersync.chaos.Checker} reads the {@link
 * com.dealersync.chaos.History} of what clients were answered, what dealers received and what the
 * tables went through, and says which guarantee was broken.
 */
@NullMarked
package com.dealersync.chaos;

import org.jspecify.annotations.NullMarked;
