package com.dealersync.sync;

import com.dealersync.DealerSyncApplication;
import java.util.function.BiFunction;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.transaction.annotation.Transactional;

/** The service without its fence, to see that its absence would be noticed. */
public final class UnfencedApplication {

  private UnfencedApplication() {}

  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(DealerSyncApplication.class);
    application.addInitializers(
        context -> context.addBeanFactoryPostProcessor(UnfencedApplication::removeFence));
    application.run(args);
  }

  private static void removeFence(ConfigurableListableBeanFactory beans) {
    BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
    registry.removeBeanDefinition("fence");
    registry.registerBeanDefinition("fence", new RootBeanDefinition(NoFence.class));
  }

  static class NoFence extends Fence {

    private final SyncRuns runs;
    private final DatabaseClock clock;

    NoFence(SyncRuns runs, DatabaseClock clock, Pauses pauses, RunMetrics metrics) {
      super(runs, clock, pauses, metrics);
      this.runs = runs;
      this.clock = clock;
    }

    @Override
    @Transactional
    public <T> T whileOwned(Claim claim, BiFunction<SyncRun, DatabaseTime, T> work) {
      return work.apply(runs.findById(claim.runId()).orElseThrow(), clock.now());
    }
  }
}
