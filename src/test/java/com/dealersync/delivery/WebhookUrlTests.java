package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTests {

  @ParameterizedTest
  @CsvSource({
    "https://a.mx, https://a.mx/, https://a.mx:443, /",
    "HTTPS://A.MX:443/P, https://a.mx/P, https://a.mx:443, /P",
    "https://a.mx:/p, https://a.mx/p, https://a.mx:443, /p",
    "https://a.mx:8443/p?q=1#f, https://a.mx:8443/p?q=1, https://a.mx:8443, /p?q=1",
    "https://a.mx?q, https://a.mx/?q, https://a.mx:443, /?q",
    "https://a.mx/%C3%B1, https://a.mx/%C3%B1, https://a.mx:443, /%C3%B1",
    "https://a.mx/ñ?é=ü, https://a.mx/%C3%B1?%C3%A9=%C3%BC, https://a.mx:443,"
        + " /%C3%B1?%C3%A9=%C3%BC",
    "https://my_dms.a.mx/, https://my_dms.a.mx/, https://my_dms.a.mx:443, /",
    "http://10.0.0.1:80/, http://10.0.0.1/, http://10.0.0.1:80, /",
    "https://[2606:4700::1111]/, https://[2606:4700::1111]/, https://[2606:4700::1111]:443, /",
  })
  void normalises(String configured, String text, String origin, String target) {
    assertThat(WebhookUrl.of(configured))
        .isInstanceOfSatisfying(
            WebhookUrl.Usable.class,
            url -> {
              assertThat(url.text()).isEqualTo(text);
              assertThat(url.origin()).hasToString(origin);
              assertThat(url.target()).isEqualTo(target);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://a.mx/ | NOT_HTTPS",
        "/hook | NOT_HTTPS",
        "a.mx/hook | NOT_HTTPS",
        "https:/a.mx | NO_HOST",
        "https:a.mx | NO_HOST",
        "https://a.mx /x | BAD_URL",
        "https://a.mx\\@b.mx/ | BAD_URL",
        "https://user:pw@a.mx/ | CREDENTIALS",
        "https://a.mx:0/ | BAD_PORT",
        "https://a.mx:65536/ | BAD_PORT",
        "https://a.mx:99999/ | BAD_PORT",
        "https://a..mx/ | BAD_HOST",
        "https://a.mx../ | BAD_HOST",
      })
  void saysWhyAUrlIsUnusable(String configured, SnapshotReason reason) {
    assertThat(WebhookUrl.of(configured))
        .isEqualTo(new WebhookUrl.Unusable(configured, reason.text()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.01/",
        "https://127.0.0.1.1/",
        "https://256.0.0.1/",
        "https://1.2.3/",
        "https://a.0x7f/",
        "https://a.1/",
        "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "https://①②⑦.⓪.⓪.①/",
        "https://127。0。0。1/",
        "https://[fe80::1%25eth0]/",
        "https://-/%",
      })
  void refusesHostsThatTwoParsersCouldReadDifferently(String configured) {
    assertThat(WebhookUrl.of(configured)).isInstanceOf(WebhookUrl.Unusable.class);
  }
}
