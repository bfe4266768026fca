/** The console as its operators meet it: in a browser, on the whole service. */
@NullMarked
package com.dealersync.console;

import org.jspecify.annotations.NullMarked;
