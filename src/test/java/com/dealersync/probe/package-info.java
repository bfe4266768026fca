@NullMarked
package com.dealersync.probe;

import org.jspecify.annotations.NullMarked;
