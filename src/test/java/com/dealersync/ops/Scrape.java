package com.dealersync.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads of our own metrics.
 *
 * @param text the lines, in the text format
 * @param values by series, that is name and labels
 */
record Scrape(String text, Map<Series, Double> values) {

  /** One line's name and labels. */
  record Series(String name, Map<String, String> labels) {}

  private static final Pattern SAMPLE =
      Pattern.compile("(?<name>\\w+)(\\{(?<labels>.*)})? (?<value>\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  static Scrape of(String all) {
    List<String> ours =
        all.lines().filter(line -> line.matches("(# (HELP|TYPE) )?dealersync_.*")).toList();
    Map<Series, Double> values = new LinkedHashMap<>();
    ours.stream()
        .filter(line -> !line.startsWith("#"))
        .forEach(
            line -> {
              Matcher sample = SAMPLE.matcher(line);
              if (!sample.matches()) {
                throw new AssertionError("Not a sample: " + line);
              }
              Map<String, String> labels = new TreeMap<>();
              if (sample.group("labels") != null) {
                LABEL
                    .matcher(sample.group("labels"))
                    .results()
                    .forEach(label -> labels.put(label.group(1), label.group(2)));
              }
              values.put(
                  new Series(sample.group("name"), labels), Double.valueOf(sample.group("value")));
            });
    return new Scrape(String.join("\n", ours) + "\n", values);
  }

  /** As in {@code # TYPE}: what rules call a metric, but for the parts of a histogram. */
  Set<String> families() {
    Set<String> names = new TreeSet<>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> names.add(line.split(" ")[2]));
    return names;
  }

  /** Every name that a query may use. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    values.keySet().forEach(series -> names.add(series.name()));
    return names;
  }

  /** The sum over the series with these labels, and perhaps others; 0 if there is none. */
  double sum(String name, String... labelsAndValues) {
    return values.entrySet().stream()
        .filter(sample -> sample.getKey().name().equals(name))
        .filter(sample -> has(sample.getKey().labels(), labelsAndValues))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static boolean has(Map<String, String> labels, String... wanted) {
    for (int i = 0; i < wanted.length; i += 2) {
      if (!wanted[i + 1].equals(labels.get(wanted[i]))) {
        return false;
      }
    }
    return true;
  }
}
