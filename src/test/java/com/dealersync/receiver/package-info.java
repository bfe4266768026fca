/** What a dealer's programmer starts from, in Java; the demo dealers are made of it. */
@NullMarked
package com.dealersync.receiver;

import org.jspecify.annotations.NullMarked;
