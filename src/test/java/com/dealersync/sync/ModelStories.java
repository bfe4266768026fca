package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a protection is for, told by what happens without it. */
final class ModelStories {

  private ModelStories() {}

  /** Walks through the scope to its end, and says how much there was to walk. */
  static void assertHolds(String what, ModelScope scope) {
    long start = System.nanoTime();
    ModelWalk.Result walk =
        ModelWalk.through(new Model(new ModelRules(), scope), EnumSet.allOf(ModelGuarantee.class));
    System.out.printf(
        "%s: %,d states, %,d steps, %,d ms%n",
        what, walk.states(), walk.steps(), (System.nanoTime() - start) / 1_000_000);
    assertThat(walk.story().orElse(null)).isNull();
  }

  /**
   * Tells the shortest story of how the guarantee breaks by these rules, and sees to it that within
   * the same scope it does not by the service's own.
   *
   * @param decisiveSteps pieces of the story, in its order
   */
  static void assertBreaks(
      ModelGuarantee guarantee, ModelRules rules, ModelScope scope, String... decisiveSteps) {
    Optional<String> story = ModelWalk.through(new Model(rules, scope), Set.of(guarantee)).story();

    assertThat(story)
        .hasValueSatisfying(told -> assertThat(told).containsSubsequence(decisiveSteps));
    story.ifPresent(System.out::println);
    assertThat(ModelWalk.through(new Model(new ModelRules(), scope), Set.of(guarantee)).story())
        .as("with the protection")
        .isEmpty();
  }
}
