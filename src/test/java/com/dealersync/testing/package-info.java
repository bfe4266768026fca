/**
 * What the tests run against: real databases, a real Redis, tokens and data. Everything listens on
 * 127.0.0.1, on ports that the kernel chose, and ends with the JVM, however that ends.
 */
@NullMarked
package com.dealersync.testing;

import org.jspecify.annotations.NullMarked;
