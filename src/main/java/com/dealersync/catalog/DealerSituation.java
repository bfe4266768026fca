package com.dealersync.catalog;

/** Whether a dealer has the newest load of a process type. */
public enum DealerSituation {
  AL_DIA,
  ATRASADO
}
