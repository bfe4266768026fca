package com.dealersync.api;

/** Where the API is. */
final class Api {

  static final String BASE = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";

  private Api() {}
}
