package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.PreviousSecret;
import com.dealersync.catalog.SnapshotDealer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryPlanTests {
  private static final String URL = "https://dms.example.com/hook";

  @Test
  void groupsDealersBySpellingsOfOneUrl() {
    DeliveryPlan plan =
        plan(
            24,
            List.of(
                dealer(1, "https://DMS.example.com:443/hook"),
                dealer(2, " https://dms.example.com./hook#x "),
                dealer(3, "https://dms.example.com/Hook")));

    assertThat(plan.groups())
        .extracting(WebhookGroup::url)
        .containsExactly(URL, "https://dms.example.com/Hook");
    assertThat(plan.groups().getFirst().dealers())
        .extracting(SnapshotDealer::id)
        .containsExactly(1L, 2L);
  }

  @Test
  void keepsOneUrlWithTwoSecretsApart() {
    DeliveryPlan plan = plan(24, List.of(dealer(1, URL, "one"), dealer(2, URL, "two")));

    assertThat(plan.groups()).extracting(WebhookGroup::secret).containsExactly("one", "two");
    assertThat(plan.groups()).extracting(WebhookGroup::webhookId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "   "})
  void takesABlankSecretForNone(String secret) {
    DeliveryPlan plan = plan(24, List.of(dealer(1, URL, secret), dealer(2, URL, null)));

    assertThat(plan.groups()).singleElement().extracting(WebhookGroup::secret).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void leavesOutDealersWithoutUrl(String url) {
    DeliveryPlan plan = plan(24, List.of(dealer(1, url), dealer(2, URL)));

    assertThat(plan.withoutWebhook()).extracting(SnapshotDealer::id).containsExactly(1L);
    assertThat(plan.groups()).hasSize(1);
  }

  @Test
  void keepsTheWebhookIdWhenTheSecretOfAGroupIsReplaced() {
    DeliveryPlan before = plan(24, List.of(dealer(7, URL, "old"), dealer(9, URL, "old")));
    DeliveryPlan after = plan(24, List.of(dealer(9, URL, "new"), dealer(7, URL, "new")));

    assertThat(idOf(after)).isEqualTo(idOf(before)).matches("msg_[0-9a-f-]{36}");
  }

  /** Its receiver has worked the other one off, and must not take this for a repetition. */
  @Test
  void givesTheRestOfAGroupAnIdOfItsOwn() {
    String whole = idOf(plan(24, List.of(dealer(7, URL), dealer(9, URL))));

    assertThat(
            List.of(
                whole,
                idOf(plan(24, List.of(dealer(7, URL)))),
                idOf(plan(24, List.of(dealer(9, URL))))))
        .doesNotHaveDuplicates();
  }

  @Test
  void signsForEveryDealerOfAGroupWithWhatItMayStillCheck() {
    DeliveryPlan plan =
        DeliveryPlan.of(
            24,
            List.of(
                rotated(1, "present", "first"),
                dealer(2, URL, "present"),
                rotated(3, "present", "second"),
                rotated(4, "present", "first"),
                rotated(5, "present", "present"),
                rotated(6, "present", "whsec_***"),
                rotated(7, "present", "expired"),
                rotated(8, "other", "third")),
            previous -> !previous.value().equals("expired"));

    assertThat(plan.groups())
        .extracting(WebhookGroup::secret, WebhookGroup::previousSecrets)
        .containsExactly(
            tuple("present", List.of("first", "second")), tuple("other", List.of("third")));
    assertThat(plan.toString())
        .doesNotContain("present", "first", "second", "third", "expired", "other");
  }

  @Test
  void keepsTheWebhookIdWhateverThePreviousSecretIs() {
    List<SnapshotDealer> rotated = List.of(rotated(7, "new", "old"), rotated(9, "new", "older"));

    assertThat(
            List.of(
                idOf(DeliveryPlan.of(24, rotated, previous -> true)),
                idOf(DeliveryPlan.of(24, rotated, previous -> false))))
        .containsOnly(idOf(plan(24, List.of(dealer(7, URL, "new"), dealer(9, URL, "new")))));
  }

  @Test
  void signsWithSoManySecretsAtMost() {
    List<SnapshotDealer> dealers =
        LongStream.rangeClosed(1, 600).mapToObj(id -> rotated(id, "present", "old" + id)).toList();

    assertThat(DeliveryPlan.of(24, dealers, previous -> true).groups().getFirst().previousSecrets())
        .hasSize(10);
  }

  @Test
  void givesEachLoadAndWebhookAnIdOfItsOwn() {
    assertThat(
            List.of(
                idOf(plan(24, List.of(dealer(1, URL)))),
                idOf(plan(25, List.of(dealer(1, URL)))),
                idOf(plan(24, List.of(dealer(2, URL)))),
                idOf(plan(24, List.of(dealer(1, URL + "?a"))))))
        .doesNotHaveDuplicates();
  }

  @Test
  void putsSixHundredDealersOfOneWebhookIntoOneGroup() {
    List<SnapshotDealer> dealers =
        LongStream.rangeClosed(1, 600).mapToObj(id -> dealer(id, URL)).toList();

    assertThat(plan(24, dealers).groups())
        .singleElement()
        .satisfies(group -> assertThat(group.dealers()).hasSize(600));
  }

  private static SnapshotDealer rotated(long id, String secret, String previous) {
    return new SnapshotDealer(
        id,
        "BAC" + id,
        null,
        null,
        URL,
        secret,
        new PreviousSecret(previous, null),
        DealerState.PENDIENTE);
  }

  private static String idOf(DeliveryPlan plan) {
    return plan.groups().getFirst().webhookId();
  }
}
