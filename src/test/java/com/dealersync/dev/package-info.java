/**
 * What the development start adds to the service, in place of an organisation's systems: Redis and
 * databases, a catalog with its dealers, webhooks that really receive, and tokens. Nothing here is
 * a component that a scan of the classpath finds, so that no test gets it by accident.
 */
@NullMarked
package com.dealersync.dev;

import org.jspecify.annotations.NullMarked;
