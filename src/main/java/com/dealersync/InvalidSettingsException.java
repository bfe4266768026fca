package com.dealersync;

import java.util.List;

/** The service cannot start with its settings. */
class InvalidSettingsException extends RuntimeException {

  InvalidSettingsException(List<String> problems) {
    super("  - " + String.join(System.lineSeparator() + "  - ", problems));
  }
}
