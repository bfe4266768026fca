package com.dealersync.testing.oracle;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.api.SQLParserEngine;
import org.springframework.util.StringUtils;

/**
 * Oracle's grammar, as ShardingSphere knows it, and the rules of Oracle 12 to 21 that its parser
 * lets pass: where no Oracle runs, the next best reader.
 */
public final class OracleGrammar {

  private record Rule(Pattern broken, String reason) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              "\\bfetch\\s+(first|next)\\b.*\\bfor\\s+update\\b",
              "ORA-02014: FETCH and FOR UPDATE"),
          rule(
              "(=|<>|\\bwhere|\\band|\\bor|\\bnot|\\bset|,|\\()\\s*(true|false)\\b",
              "no booleans before 23ai"),
          rule("\\bin\\s*\\(([^(),]*,){1000}", "ORA-01795: more than 1,000 expressions in a list"));

  private static final Pattern KEYS =
      Pattern.compile("\\bin\\s*\\(\\s*\\?(\\s*,\\s*\\?)+\\s*\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern TEXT = Pattern.compile("'[^']*'");

  private final SQLParserEngine parser = new SQLParserEngine("Oracle", new CacheOption(0, 0));
  private final Map<String, StatementShape> accepted = new ConcurrentHashMap<>();

  /**
   * Reads one statement, without a final semicolon. Thread-safe.
   *
   * @throws AssertionError if Oracle would refuse it
   */
  public void check(String statement) {
    read(statement);
  }

  /** Checks a statement, and says what matters of its form. */
  StatementShape read(String statement) {
    StatementShape known = accepted.get(statement);
    if (known != null) {
      return known;
    }
    StatementShape shape = parse(statement);
    String withoutTexts = TEXT.matcher(statement).replaceAll("''");
    for (Rule rule : RULES) {
      if (rule.broken().matcher(withoutTexts).find()) {
        throw new AssertionError("Oracle refuses (" + rule.reason() + "): " + statement);
      }
    }
    accepted.put(statement, shape);
    return shape;
  }

  /** The time grows with the square of a list's length, so each is read as if it had one key. */
  private StatementShape parse(String statement) {
    try {
      String shortened = KEYS.matcher(statement).replaceAll("in (?)");
      StatementShape shape = StatementShape.of(parser.parse(shortened, false).getRootNode());
      for (Matcher list = KEYS.matcher(statement); list.find(); ) {
        shape = shape.with(parameters(list.group()) - 1, parameters(statement, list.start()) + 1);
      }
      return shape;
    } catch (RuntimeException e) {
      throw new AssertionError("Oracle's grammar refuses: " + statement, e);
    }
  }

  private static int parameters(String statement, int end) {
    return parameters(TEXT.matcher(statement.substring(0, end)).replaceAll("''"));
  }

  private static int parameters(String text) {
    return StringUtils.countOccurrencesOf(text, "?");
  }

  private static Rule rule(String broken, String reason) {
    return new Rule(Pattern.compile(broken, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), reason);
  }
}
