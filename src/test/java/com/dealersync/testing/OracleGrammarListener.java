package com.dealersync.testing;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Fails a test during which {@link OracleGrammarCheck} refused a statement, on any thread. */
final class OracleGrammarListener implements TestExecutionListener {

  @Override
  public void afterTestMethod(TestContext test) {
    if (test.hasApplicationContext()) {
      test.getApplicationContext()
          .getBeanProvider(OracleGrammarCheck.class)
          .ifAvailable(OracleGrammarCheck::verify);
    }
  }
}
