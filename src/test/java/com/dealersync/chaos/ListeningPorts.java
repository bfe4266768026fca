package com.dealersync.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a process listens on, read from Linux's {@code /proc} (proc_pid_net(5), proc_pid_fd(5)). */
final class ListeningPorts {

  private static final String LISTEN = "0A";

  private ListeningPorts() {}

  static Set<Integer> of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      Set<String> sockets = sockets(process.resolve("fd"));
      Set<Integer> ports = new TreeSet<>();
      for (String table : List.of("net/tcp", "net/tcp6")) {
        if (Files.exists(process.resolve(table))) {
          for (String line : Files.readAllLines(process.resolve(table))) {
            String[] fields = line.strip().split("\\s+");
            // sl, local_address, rem_address, st, tx:rx, tr:when, retrnsmt, uid, timeout, inode
            if (fields[3].equals(LISTEN) && sockets.contains("socket:[" + fields[9] + "]")) {
              ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
            }
          }
        }
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    Set<String> targets = new HashSet<>();
    try (var files = Files.newDirectoryStream(descriptors)) {
      for (Path file : files) {
        try {
          targets.add(Files.readSymbolicLink(file).toString());
        } catch (NoSuchFileException closedMeanwhile) {
          continue;
        }
      }
    }
    return targets;
  }
}
