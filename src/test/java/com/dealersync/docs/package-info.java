/** Holds the pages that people read against the service they describe. */
@NullMarked
package com.dealersync.docs;

import org.jspecify.annotations.NullMarked;
