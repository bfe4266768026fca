package com.dealersync.testing.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/**
 * What the rules ask of the form of a statement. Parameters are counted from one, as JDBC does.
 *
 * @param parameters how many there are
 * @param results those whose value may become that of a COALESCE, an NVL or a CASE
 * @param ranges those that a column is compared with by an order to choose rows, and the column
 * @param emptyText whether it says {@code ''}
 */
record StatementShape(
    int parameters, Set<Integer> results, Map<Integer, String> ranges, boolean emptyText) {

  private static final Set<String> CHOOSING = Set.of("COALESCE", "NVL", "NVL2");
  private static final Set<String> ORDERS = Set.of("<", "<=", ">", ">=");

  /** What passes the value of a part on, so that its type is the part's. */
  private static final Set<String> TRANSPARENT =
      Set.of("Expr", "BooleanPrimary", "Predicate", "BitExpr", "SimpleExpr");

  static StatementShape of(ParseTree statement) {
    List<ParseTree> parameters = new ArrayList<>();
    List<ParseTree> texts = new ArrayList<>();
    collect(statement, parameters, texts);
    Set<Integer> results = new HashSet<>();
    Map<Integer, String> ranges = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (isResult(parameters.get(i))) {
        results.add(i + 1);
      }
      String column = comparedByOrder(parameters.get(i));
      if (column != null) {
        ranges.put(i + 1, column);
      }
    }
    return new StatementShape(
        parameters.size(),
        Set.copyOf(results),
        Map.copyOf(ranges),
        texts.stream().anyMatch(text -> text.getText().equals("''")));
  }

  /** The same with more parameters after one of them; the later ones have higher numbers. */
  StatementShape with(int more, int after) {
    Map<Integer, String> moved = new HashMap<>();
    ranges.forEach((number, column) -> moved.put(number > after ? number + more : number, column));
    return new StatementShape(
        parameters + more,
        results.stream()
            .map(it -> it > after ? it + more : it)
            .collect(Collectors.toUnmodifiableSet()),
        Map.copyOf(moved),
        emptyText);
  }

  private static void collect(ParseTree node, List<ParseTree> parameters, List<ParseTree> texts) {
    switch (rule(node)) {
      case "ParameterMarker" -> parameters.add(node);
      case "StringLiterals" -> texts.add(node);
      default -> {
        for (int i = 0; i < node.getChildCount(); i++) {
          collect(node.getChild(i), parameters, texts);
        }
      }
    }
  }

  /** A CAST, another function or a comparison gives the value a type of its own. */
  private static boolean isResult(ParseTree parameter) {
    ParseTree part = parameter;
    ParseTree whole = part.getParent();
    while (whole != null && TRANSPARENT.contains(rule(whole)) && order(whole) == null) {
      part = whole;
      whole = part.getParent();
    }
    return whole != null
        && switch (rule(whole)) {
          case "RegularFunction" ->
              CHOOSING.contains(whole.getChild(0).getText().toUpperCase(Locale.ROOT));
          case "CaseWhen" -> part == whole.getChild(whole.getChildCount() - 1);
          case "CaseElse" -> true;
          default -> false;
        };
  }

  private static @Nullable String comparedByOrder(ParseTree parameter) {
    ParseTree part = parameter;
    while (part.getParent() != null && part.getParent().getChildCount() == 1) {
      part = part.getParent();
    }
    ParseTree comparison = part.getParent();
    String order = comparison == null ? null : order(comparison);
    if (comparison == null
        || order == null
        || !(ORDERS.contains(order) || isBetween(order))
        || !choosesRows(comparison)) {
      return null;
    }
    for (int i = 0; i < comparison.getChildCount(); i++) {
      ParseTree other = comparison.getChild(i);
      while (other.getChildCount() == 1) {
        if (rule(other).equals("ColumnName")) {
          return nameOf(other);
        }
        other = other.getChild(0);
      }
      if (rule(other).equals("ColumnName")) {
        return nameOf(other);
      }
    }
    return null;
  }

  /** A condition of a CASE needs no index. */
  private static boolean choosesRows(ParseTree condition) {
    for (ParseTree part = condition; part != null; part = part.getParent()) {
      switch (rule(part)) {
        case "CaseWhen" -> {
          return false;
        }
        case "WhereClause" -> {
          return true;
        }
        default -> {
          // What is around it tells.
        }
      }
    }
    return true;
  }

  /** How a node compares its parts, if it does. */
  private static @Nullable String order(ParseTree node) {
    for (int i = 0; i < node.getChildCount(); i++) {
      ParseTree child = node.getChild(i);
      if (rule(child).equals("ComparisonOperator") || isBetween(child.getText())) {
        return child.getText();
      }
    }
    return null;
  }

  private static boolean isBetween(String word) {
    return word.equalsIgnoreCase("between");
  }

  private static String nameOf(ParseTree column) {
    String name = column.getText();
    return name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
  }

  private static String rule(ParseTree node) {
    String name = node.getClass().getSimpleName();
    return name.endsWith("Context") ? name.substring(0, name.length() - "Context".length()) : "";
  }
}
