package com.dealersync.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkOfTests {

  @Test
  void tellsIpv4AddressesApart() {
    assertThat(NetworkOf.address("192.0.2.1")).isNotEqualTo(NetworkOf.address("192.0.2.2"));
  }

  @Test
  void takesAllAddressesOfAnIpv6NetworkForOne() {
    assertThat(NetworkOf.address("2001:db8:0:1::1"))
        .isEqualTo(NetworkOf.address("2001:db8:0:1:ffff:0:0:2"))
        .isNotEqualTo(NetworkOf.address("2001:db8:0:2::1"));
  }

  @Test
  void readsAnAddressWithAZone() {
    assertThat(NetworkOf.address("fe80:0:0:0:0:0:0:1%1")).isEqualTo(NetworkOf.address("fe80::2%1"));
  }

  @Test
  void takesWhatIsNoAddressAsItIs() {
    assertThat(NetworkOf.address("not:an:address")).isEqualTo("not:an:address");
  }
}
