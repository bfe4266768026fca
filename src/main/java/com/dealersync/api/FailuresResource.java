package com.dealersync.api;

import com.dealersync.catalog.FailureGroup;
import java.util.List;

/**
 * Why dealers failed.
 *
 * @param total dealers that did
 * @param causas the one with most dealers first
 */
record FailuresResource(int total, List<Group> causas) {

  /**
   * @param causa what the dealers' list can be narrowed by
   * @param servidores at most ten, the one with most dealers first
   */
  record Group(String causa, int dealers, List<Host> servidores) {}

  record Host(String servidor, int dealers) {}

  static FailuresResource of(List<FailureGroup> groups) {
    return new FailuresResource(
        groups.stream().mapToInt(FailureGroup::dealers).sum(),
        groups.stream()
            .map(
                group ->
                    new Group(
                        group.cause(),
                        group.dealers(),
                        group.hosts().stream()
                            .map(host -> new Host(host.host(), host.dealers()))
                            .toList()))
            .toList());
  }
}
