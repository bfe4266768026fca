package com.dealersync;

import java.util.List;

/** The service cannot start as it is configured. */
class InvalidSettingsException extends RuntimeException {

  InvalidSettingsException(List<String> problems) {
    super("  - " + String.join(System.lineSeparator() + "  - ", problems));
  }
}
