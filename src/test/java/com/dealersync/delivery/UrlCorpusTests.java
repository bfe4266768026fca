package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the column of the URL, and where it leads: the URL dialled, or the reason. */
class UrlCorpusTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        // Scripts.
        "https://münchen.test/a | https://xn--mnchen-3ya.test/a",
        "https://xn--mnchen-3ya.test/a | https://xn--mnchen-3ya.test/a",
        "https://XN--MNCHEN-3YA.test/a | https://xn--mnchen-3ya.test/a",
        "https://MÜNCHEN.test/a | https://xn--mnchen-3ya.test/a",
        "https://mu\u0308nchen.test/a | https://xn--mnchen-3ya.test/a",
        "https://refacciones-ñandú.mx/ | https://xn--refacciones-and-9qb0n.mx/",
        "https://www.peñarol.mx:8443/x | https://www.xn--pearol-xwa.mx:8443/x",
        "https://例え.テスト/ | https://xn--r8jz45g.xn--zckzah/",
        "https://пример.рф/ | https://xn--e1afmkfd.xn--p1ai/",
        "https://مثال.إختبار/ | https://xn--mgbh0fb.xn--kgbechtv/",
        "https://한국.kr/ | https://xn--3e0b707e.kr/",
        "https://i❤.ws/ | https://xn--i-7iq.ws/",
        "https://straße.test/ | TWO_WAY_HOST",
        "https://xn--strae-oqa.test/ | https://xn--strae-oqa.test/",
        "https://ｍünchen.test/ | BAD_HOST",
        "https://ⓐ.test/ | BAD_HOST",
        "https://a。mx/ | BAD_HOST",
        "https://ñ..mx/ | BAD_HOST",
        "https://-ñ.mx/ | BAD_HOST",
        // Invisible characters.
        "https://a.mx/u6\u200B | https://a.mx/u6",
        "https://a.mx/u6\u200E | https://a.mx/u6",
        "https://a.mx/u6\u00AD | https://a.mx/u6",
        "https://a.mx/u6\uFEFF | https://a.mx/u6",
        "https://a.mx/u6\u2060 | https://a.mx/u6",
        "\uFEFFhttps://a.mx/u6 | https://a.mx/u6",
        "\u202Ahttps://a.mx/u6\u202C | https://a.mx/u6",
        "https://a.mx/u6\u00A0 | https://a.mx/u6",
        "https://a.mx/u6\u3000 | https://a.mx/u6",
        "https://a.mx/u6\u3164 | https://a.mx/u6",
        "https://a.mx/u\u200B6 | INVISIBLE U+200B",
        "https://a\u00AD.mx/ | INVISIBLE U+00AD",
        "https://a.mx/u\u202E6 | INVISIBLE U+202E",
        "https://a.mx/u\u00A06 | INVISIBLE U+00A0",
        "https://a.mx/u\t6 | INVISIBLE U+0009",
        "https://a.mx/u\u00856 | INVISIBLE U+0085",
        "https://a.mx/u\u20286 | INVISIBLE U+2028",
        "https://a.mx/\uDB40\uDC41x | INVISIBLE U+E0041",
        "https://a.mx/\uD800x | BAD_URL",
        // Ports.
        "https://a.mx:443/ | https://a.mx/",
        "https://a.mx:0443/ | https://a.mx/",
        "https://a.mx: /x | BAD_URL",
        "https://a.mx:٤٤٣/ | BAD_HOST",
        "https://a.mx:65536/ | BAD_PORT",
        "https://a.mx:123456/ | BAD_HOST",
        "https://a.mx:-1/ | BAD_HOST",
        // Percent-encodings and paths.
        "https://a.mx/%C3%B1 | https://a.mx/%C3%B1",
        "https://a.mx/ñ?q=á | https://a.mx/%C3%B1?q=%C3%A1",
        "https://a.mx/%2e%2e/x | https://a.mx/%2e%2e/x",
        "https://a.mx/100% | BAD_URL",
        "https://a.mx/%zz | BAD_URL",
        "https://a%2emx/ | BAD_HOST",
        "https://%61.mx/ | BAD_HOST",
        "https://a.mx/{id} | BAD_URL",
        "https://a.mx/a b | BAD_URL",
        "https://a.mx\\b | BAD_URL",
        "https://a.mx/?a=1&b=2#c | https://a.mx/?a=1&b=2",
        "https://a.mx/a;v=1 | https://a.mx/a;v=1",
        "https://a.mx//x | https://a.mx//x",
        // No URL at all.
        "https:// | NO_HOST",
        "https:///x | NO_HOST",
        "https://?x | NO_HOST",
        "a.mx/x | NOT_HTTPS",
        "https//a.mx | NOT_HTTPS",
        "ws://a.mx | NOT_HTTPS",
        "https://u@a.mx/ | CREDENTIALS",
        "https://1.2.3.4.5/ | BAD_HOST",
      })
  void leadsThere(String configured, String expected) {
    switch (WebhookUrl.of(configured)) {
      case WebhookUrl.Usable usable -> assertThat(usable.text()).isEqualTo(expected);
      case WebhookUrl.Unusable unusable -> {
        String[] reason = expected.split(" ");
        Object[] detail = reason.length > 1 ? new Object[] {reason[1]} : new Object[] {"ß"};
        assertThat(expected).doesNotStartWith("https:");
        assertThat(unusable.reason()).isEqualTo(SnapshotReason.valueOf(reason[0]).text(detail));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://xn--mnchen-3ya.test/hook",
        "https://münchen.test/hook",
        "https://MÜNCHEN.test/hook",
        "https://münchen.test:8443/hook",
      })
  void aHostInAnotherScriptIsLookedUpByItsALabel(String url) throws Exception {
    Dials dials = Dials.toNowhere().answering("xn--mnchen-3ya.test", "93.184.215.14");
    Recording recording = new Recording();
    try (FanOut fanOut =
        fanOut(
            properties("retry.delays", "", "retry.tail-pass", "false"),
            dials.network(javax.net.ssl.SSLContext.getDefault()))) {
      fanOut.deliver(PAYLOAD, webhooks(groups(url)), recording, Instant::now);
    }
    assertThat(dials.lookups()).containsExactly("xn--mnchen-3ya.test");
    assertThat(dials.dialled()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"münchen.test", "xn--mnchen-3ya.test", "MÜNCHEN.test"})
  void aHostInAnotherScriptIsAllowedByEitherNameAndNamedByItsALabel(String allowed)
      throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      Dials dials = Dials.to(dealer).answering("xn--mnchen-3ya.test", "127.0.0.1");
      Recording recording = new Recording();
      try (FanOut fanOut =
          fanOut(
              properties("allow", allowed), dials.network(javax.net.ssl.SSLContext.getDefault()))) {
        fanOut.deliver(
            PAYLOAD,
            webhooks(groups("http://münchen.test:%d/x".formatted(dealer.port()))),
            recording,
            Instant::now);
      }
      assertThat(recording.settlements()).singleElement().isInstanceOf(Settlement.Confirmed.class);
      assertThat(dealer.received().getFirst().header("host"))
          .isEqualTo("xn--mnchen-3ya.test:" + dealer.port());
    }
  }

  @Test
  void aPathThatBeginsWithTwoSlashesIsSentAsItIs() throws Exception {
    try (Receiver dealer = Receiver.confirming()) {
      Recording recording = Deliveries.deliver(local(), groups(dealer.url("//x")));

      assertThat(recording.settlements()).singleElement().isInstanceOf(Settlement.Confirmed.class);
      assertThat(dealer.received().getFirst().target()).isEqualTo("//x");
    }
  }
}
