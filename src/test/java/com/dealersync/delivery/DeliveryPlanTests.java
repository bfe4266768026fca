package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.dealer;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.DealerState;
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
        DeliveryPlan.of(
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
    DeliveryPlan plan = DeliveryPlan.of(24, List.of(dealer(1, URL, "one"), dealer(2, URL, "two")));

    assertThat(plan.groups()).extracting(WebhookGroup::secret).containsExactly("one", "two");
    assertThat(plan.groups()).extracting(WebhookGroup::webhookId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "   "})
  void takesABlankSecretForNone(String secret) {
    DeliveryPlan plan = DeliveryPlan.of(24, List.of(dealer(1, URL, secret), dealer(2, URL, null)));

    assertThat(plan.groups()).singleElement().extracting(WebhookGroup::secret).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void leavesOutDealersWithoutUrl(String url) {
    DeliveryPlan plan = DeliveryPlan.of(24, List.of(dealer(1, url), dealer(2, URL)));

    assertThat(plan.withoutWebhook()).extracting(SnapshotDealer::id).containsExactly(1L);
    assertThat(plan.groups()).hasSize(1);
  }

  @Test
  void keepsTheWebhookIdWhenSecretsRotateAndDealersConfirm() {
    DeliveryPlan before =
        DeliveryPlan.of(24, List.of(dealer(7, URL, "old"), dealer(9, URL, "old")));
    SnapshotDealer confirmed =
        new SnapshotDealer(7, "BAC7", null, null, URL, "new", DealerState.EXITOSO);
    DeliveryPlan after = DeliveryPlan.of(24, List.of(dealer(9, URL, "new"), confirmed));

    assertThat(after.groups().getFirst().webhookId())
        .isEqualTo(before.groups().getFirst().webhookId())
        .matches("msg_[0-9a-f-]{36}");
  }

  @Test
  void givesEachLoadAndWebhookAnIdOfItsOwn() {
    assertThat(
            List.of(
                idOf(DeliveryPlan.of(24, List.of(dealer(1, URL)))),
                idOf(DeliveryPlan.of(25, List.of(dealer(1, URL)))),
                idOf(DeliveryPlan.of(24, List.of(dealer(2, URL)))),
                idOf(DeliveryPlan.of(24, List.of(dealer(1, URL + "?a"))))))
        .doesNotHaveDuplicates();
  }

  @Test
  void putsSixHundredDealersOfOneWebhookIntoOneGroup() {
    List<SnapshotDealer> dealers =
        LongStream.rangeClosed(1, 600).mapToObj(id -> dealer(id, URL)).toList();

    assertThat(DeliveryPlan.of(24, dealers).groups())
        .singleElement()
        .satisfies(group -> assertThat(group.dealers()).hasSize(600));
  }

  private static String idOf(DeliveryPlan plan) {
    return plan.groups().getFirst().webhookId();
  }
}
