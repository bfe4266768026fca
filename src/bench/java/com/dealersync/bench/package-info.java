/**
 * How fast the service is, each figure as a ratio to something measured in the same run: {@code
 * ./mvnw -Pbench verify}. {@link com.dealersync.bench.Bench} lists what is measured. Nothing here
 * is a test: a figure that depends on the machine must not fail a build.
 */
@NullMarked
package com.dealersync.bench;

import org.jspecify.annotations.NullMarked;
