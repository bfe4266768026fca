package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
      })
  void areNotPublic(String address) throws Exception {
    assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "::ffff:8.8.8.8",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450:4001::1",
      })
  void arePublic(String address) throws Exception {
    assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.9.8.7, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.168.16.0/20, 192.168.31.255, true",
    "192.168.16.0/20, 192.168.32.0, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fd12::1, true",
    "::1/128, ::1, true",
    "[::1], ::1, true",
    "::1/128, ::2, false",
  })
  void aRangeContainsItsAddresses(String range, String address, boolean contained)
      throws Exception {
    assertThat(Cidr.of(range).contains(InetAddress.getByName(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "::1/129",
        "10.0.0.0/",
        "dealer.mx/24",
        "http://a.mx",
        "a.mx:80",
        "a.mx/p",
        "",
        "256.0.0.1",
        "*"
      })
  void anEntryOfTheAllowListIsAHostAnAddressOrARange(String entry) {
    assertThatThrownBy(() -> new AddressPolicy(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dealer-sync.delivery.allow");
  }

  @Test
  void permitsOnlyPublicAddressesOnTheHttpsPorts() throws Exception {
    AddressPolicy policy = new AddressPolicy(List.of());
    InetAddress open = InetAddress.getByName("8.8.8.8");

    assertThat(policy.permits("a.mx", open, 443)).isTrue();
    assertThat(policy.permits("a.mx", open, 8443)).isTrue();
    assertThat(policy.permits("a.mx", open, 80)).isFalse();
    assertThat(policy.permits("a.mx", InetAddress.getByName("10.0.0.1"), 443)).isFalse();
  }

  @Test
  void permitsWhatTheOperatorAllowsByHostOrAddress() throws Exception {
    AddressPolicy policy = new AddressPolicy(List.of("DMS.interno ", "10.1.0.0/16"));
    InetAddress allowed = InetAddress.getByName("10.1.2.3");
    InetAddress other = InetAddress.getByName("10.2.2.3");

    assertThat(policy.permits("a.mx", allowed, 8080)).isTrue();
    assertThat(policy.permits("a.mx", other, 8080)).isFalse();
    assertThat(policy.permits("dms.interno", other, 8080)).isTrue();
    assertThat(policy.permits("x.dms.interno", other, 8080)).isFalse();
  }

  @Test
  void neverSpeaksPlainHttpOnAnHttpsPort() {
    AddressPolicy policy = new AddressPolicy(List.of("a.mx"));

    assertThat(policy.refusal(new Origin("http", "a.mx", 443))).isNotNull();
    assertThat(policy.refusal(new Origin("http", "a.mx", 8443))).isNotNull();
    assertThat(policy.refusal(new Origin("http", "a.mx", 80))).isNull();
    assertThat(policy.refusal(new Origin("https", "a.mx", 443))).isNull();
  }
}
