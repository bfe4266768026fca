/** dealer-sync: each direct sub-package is a module; {@code sync} holds the main flow. */
@NullMarked
package com.dealersync;

import org.jspecify.annotations.NullMarked;
