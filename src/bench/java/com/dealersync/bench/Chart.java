package com.dealersync.bench;

import java.util.List;
import java.util.Locale;

/** The ratios of a {@link Table} as bars with their spread, each beside its goal, in SVG. */
final class Chart {
  private static final int ROW = 34;
  private static final int LABELS = 470;
  private static final int BARS = 420;
  private static final double MOST = 2;

  private Chart() {}

  static String of(List<Table.Row> rows) {
    StringBuilder svg = new StringBuilder();
    int height = ROW * rows.size() + 40;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="#fff"/>
        """
            .formatted(LABELS + BARS + 110, height));
    for (double tick = 0; tick <= MOST; tick += 0.5) {
      line(svg, x(tick), 10, x(tick), height - 25, tick == 1 ? "#888" : "#ddd");
      text(svg, x(tick), height - 10, "middle", number(tick));
    }
    for (int i = 0; i < rows.size(); i++) {
      row(svg, rows.get(i), 10 + i * ROW);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void row(StringBuilder svg, Table.Row row, int top) {
    Spread ratio = row.ratio();
    text(svg, LABELS - 8, top + 14, "end", row.what());
    text(
        svg,
        LABELS - 8,
        top + 27,
        "end",
        row.against() + (row.goal().isEmpty() ? "" : "; " + row.goal()));
    svg.append(
        """
        <rect x="%d" y="%d" width="%d" height="14" fill="#3b76b0"/>
        """
            .formatted(x(0), top + 6, x(ratio.median()) - x(0)));
    line(svg, x(ratio.min()), top + 13, x(ratio.max()), top + 13, "#e08a00");
    text(
        svg,
        Math.max(x(ratio.median()), x(ratio.max())) + 6,
        top + 17,
        "start",
        number(ratio.median()));
  }

  private static int x(double ratio) {
    return LABELS + (int) Math.round(Math.min(ratio, MOST) / MOST * BARS);
  }

  private static void line(StringBuilder svg, int x1, int y1, int x2, int y2, String colour) {
    svg.append(
        """
        <line x1="%d" y1="%d" x2="%d" y2="%d" stroke="%s" stroke-width="1.5"/>
        """
            .formatted(x1, y1, x2, y2, colour));
  }

  private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
    svg.append(
        """
        <text x="%d" y="%d" text-anchor="%s">%s</text>
        """
            .formatted(x, y, anchor, text.replace("&", "&amp;").replace("<", "&lt;")));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
