package com.dealersync.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips all tests of a run on Oracle where no container can be started. JUnit finds it itself. */
public final class OracleNeedsDocker implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (DatabaseKind.current() != DatabaseKind.ORACLE) {
      return ConditionEvaluationResult.enabled("Not a run on Oracle.");
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? ConditionEvaluationResult.enabled("Oracle runs in a container.")
        : ConditionEvaluationResult.disabled("There is no Docker, and so no Oracle.");
  }
}
