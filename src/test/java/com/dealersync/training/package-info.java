/** Teaches a JVM the service, so that the next ones start and send as if they were warm. */
@NullMarked
package com.dealersync.training;

import org.jspecify.annotations.NullMarked;
