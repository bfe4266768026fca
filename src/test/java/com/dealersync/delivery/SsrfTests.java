package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.SECRET;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Tag("slow")
class SsrfTests {
  private static Certificates certificates;

  @BeforeAll
  static void issueCertificates() throws Exception {
    certificates = Certificates.issue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Loopback, however it is written
        "https://127.0.0.1/",
        "https://127.0.0.1:8443/",
        "https://127.1/",
        "https://127.0.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://0177.0.0.1/",
        "https://0x7f000001/",
        "https://0x7f.0x0.0x0.0x1/",
        "https://0x7f.1/",
        "https://127.0.0.1./",
        "https://%31%32%37.0.0.1/",
        "https://127.0.0.1%00.example.com/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://sub.localhost/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:0:127.0.0.1]/",
        "https://[64:ff9b::127.0.0.1]/",
        "https://[64:ff9b:1::10.0.0.1]/",
        "https://[2002:7f00:1::]/",
        "https://[2001:0:7f00:1::]/",
        "https://0/",
        "https://0.0.0.0/",
        "https://0.0.0.0:8443/",
        // Private, shared and link-local ranges, cloud metadata
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://172.31.255.254/",
        "https://192.168.0.1/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://2852039166/",
        "https://0xa9fea9fe/",
        "https://[::ffff:169.254.169.254]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fc00::1]/",
        "https://[fec0::1]/",
        // Other ranges that are not global unicast
        "https://192.0.0.1/",
        "https://192.0.2.1/",
        "https://192.88.99.1/",
        "https://198.18.0.1/",
        "https://198.51.100.1/",
        "https://203.0.113.1/",
        "https://224.0.0.1/",
        "https://240.0.0.1/",
        "https://255.255.255.255/",
        "https://[ff02::1]/",
        "https://[2001:db8::1]/",
        "https://[100::1]/",
        // Names that lead there
        "https://internal.example.com/",
        "https://mixed.example.com/",
        "https://mapped.example.com/",
        "https://ula.example.com/",
        "https://nat64.example.com/",
        "https://sixtofour.example.com/",
        "https://cgnat.example.com/",
        "https://metadata_host.example.com/",
        "https://unknown.example.com/",
        // Two parsers, two hosts
        "https://good.example.com@127.0.0.1/",
        "https://127.0.0.1@good.example.com/",
        "https://user:pass@good.example.com/",
        "https://good.example.com\\@127.0.0.1/",
        "https://127.0.0.1\\.good.example.com/",
        "https:\\\\127.0.0.1/",
        "https://good.example.com:443:443/",
        "https:127.0.0.1/",
        "https:///127.0.0.1/",
        "//127.0.0.1/",
        "https://127.0.0.1 good.example.com/",
        "https://good.example.com\t.evil/",
        "https://good.example.com\r\nHost: 127.0.0.1/",
        "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "https://①②⑦.⓪.⓪.①/",
        "https://127。0。0。1/",
        "https://ñandú.example.com/",
        "https://[127.0.0.1]/",
        "https://[::1/",
        // Ports and schemes
        "https://good.example.com:22/",
        "https://good.example.com:80/",
        "https://good.example.com:6379/",
        "https://good.example.com:0/",
        "https://good.example.com:65979/",
        "https://good.example.com:-443/",
        "http://good.example.com/",
        "http://good.example.com:443/",
        "http://good.example.com:8443/",
        "ftp://good.example.com/",
        "file:///etc/passwd",
        "gopher://good.example.com:443/",
        "jar:https://good.example.com/!/",
        "dict://good.example.com/",
        "javascript:alert(1)",
      })
  void opensNoConnection(String url) throws Exception {
    Dials dials = dials(Dials.toNowhere());
    Recording recording = new Recording();
    try (FanOut fanOut =
        fanOut(properties("retry.delays", "", "retry.tail-pass", "false"), dials.network(tls()))) {
      fanOut.deliver(PAYLOAD, webhooks(groups(url)), recording, Instant::now);
    }

    assertThat(dials.dialled()).isEmpty();
    assertThat(recording.settlements())
        .singleElement()
        .isInstanceOfSatisfying(
            Settlement.Failed.class,
            failed -> assertThat(failed.reason()).isNotBlank().doesNotContain(SECRET));
  }

  @Test
  void foreseesWhatItWouldRefuseWithoutConnecting() throws Exception {
    Dials dials = dials(Dials.toNowhere());
    try (FanOut fanOut = fanOut(properties(), dials.network(tls()))) {
      assertThat(
              fanOut.refusals(
                  webhooks(
                      groups(
                          "https://good.example.com/",
                          "https://internal.example.com/",
                          "http://good.example.com/",
                          "https://user@good.example.com/",
                          "https://[::1]/",
                          "https://unknown.example.com/"))))
          .extracting(refusal -> refusal.group().url(), Refusal::reason)
          .containsExactlyInAnyOrder(
              tuple("https://internal.example.com/", NetworkReason.BLOCKED_ADDRESS.text()),
              tuple("http://good.example.com/", SnapshotReason.PLAIN_HTTP.text()),
              tuple("https://user@good.example.com/", SnapshotReason.CREDENTIALS.text()),
              tuple("https://[::1]/", NetworkReason.BLOCKED_ADDRESS.text()));
    }
    assertThat(dials.dialled()).isEmpty();
  }

  @Test
  void stopsLookingHostsUpWhenSomeoneHasWaitedLongEnough() throws Exception {
    AtomicInteger lookups = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AddressPolicy policy = new AddressPolicy(List.of());
      CheckedDnsResolver slowDns =
          new CheckedDnsResolver(
              host -> {
                lookups.incrementAndGet();
                awaitForever();
                throw new UnknownHostException(host);
              },
              policy,
              threads,
              Duration.ofMillis(50));
      Refusals refusals =
          new Refusals(policy, new Ways(policy, slowDns, null), 2, Duration.ofMillis(200));
      String[] urls =
          IntStream.rangeClosed(1, 1_000)
              .mapToObj(
                  i -> i == 1_000 ? "http://late.example/" : "https://d%d.example/".formatted(i))
              .toArray(String[]::new);

      assertThat(refusals.of(webhooks(groups(urls))))
          .extracting(Refusal::reason)
          .containsExactly(SnapshotReason.PLAIN_HTTP.text());
    }
    assertThat(lookups.get()).isBetween(1, 900);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.example/hook | https://a.example/hook",
        "https://a.example/hook?key=s3cret#x | https://a.example/hook?***",
        "https://a.example/@team/hook?s3cret | https://a.example/@team/hook?***",
        "https://ana:s3cret@a.example/hook?k=s3cret | https://***@a.example/hook?***",
        "HTTPS://s3cret@a.example:x/#s3cret | HTTPS://***@a.example:x/#***",
        "https://ana:s3c/ret@a.example/ | https://***@a.example/",
        "https://ana:s3c?ret@a.example/ | https://***@a.example/",
        "https://ana:s3@cret@a.example/ | https://***@a.example/",
        "ana:s3cret@a.example | ***@a.example",
        "https://a.example:99999/?s3cret | https://a.example:99999/?***",
        "no url | no url",
      })
  void showsARefusedWebhookWithoutWhatLetsSomeoneIn(String configured, String shown) {
    assertThat(new Refusal(groups(configured).getFirst(), "").shownUrl()).isEqualTo(shown);
  }

  @Test
  void dialsThePublicAddressesOfAGoodHost() throws Exception {
    try (Receiver dealer = certificates.receiver("good", Receiver.reply(200, "{\"ackToken\":1}"))) {
      Dials dials = dials(Dials.to(dealer));

      assertThat(deliver(dials, "https://good.example.com/"))
          .isInstanceOf(Settlement.Confirmed.class);
      assertThat(dials.dialled())
          .containsExactly(new InetSocketAddress(InetAddress.getByName("93.184.215.14"), 443));
    }
  }

  @Test
  void dialsTheVeryAddressItCheckedWhenTheNameIsRebound() throws Exception {
    try (Receiver dealer = certificates.receiver("good", Receiver.reply(200, "{\"ackToken\":1}"))) {
      Dials dials =
          Dials.to(dealer)
              .answering("good.example.com", "93.184.215.14")
              .answering("good.example.com", "127.0.0.1");

      assertThat(deliver(dials, "https://good.example.com/"))
          .isInstanceOf(Settlement.Confirmed.class);
      assertThat(dials.lookups()).containsExactly("good.example.com");
      assertThat(dials.dialled())
          .containsExactly(new InetSocketAddress(InetAddress.getByName("93.184.215.14"), 443));
    }
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    try (Receiver dealer =
        certificates.receiver(
            "good",
            Receiver.reply(301, "", "Location: http://169.254.169.254/latest/meta-data/"))) {
      Dials dials = dials(Dials.to(dealer));

      assertThat(deliver(dials, "https://good.example.com/"))
          .isInstanceOfSatisfying(
              Settlement.Failed.class, failed -> assertThat(failed.httpStatus()).isEqualTo(301));
      assertThat(dials.dialled()).hasSize(1);
      assertThat(dealer.received()).hasSize(1);
    }
  }

  @Test
  void asksNobodyForAProxy() throws Exception {
    ProxySelector before = ProxySelector.getDefault();
    List<URI> asked = new CopyOnWriteArrayList<>();
    try (Receiver dealer = Receiver.confirming()) {
      ProxySelector.setDefault(
          new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
              asked.add(uri);
              return List.of(Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
          });
      Recording recording = Deliveries.deliver(Deliveries.local(), groups(dealer.url("/")));

      assertThat(recording.settlements()).singleElement().isInstanceOf(Settlement.Confirmed.class);
      assertThat(asked).isEmpty();
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static Settlement deliver(Dials dials, String url) throws Exception {
    Recording recording = new Recording();
    try (FanOut fanOut = fanOut(properties(), dials.network(tls()))) {
      fanOut.deliver(PAYLOAD, webhooks(groups(url)), recording, Instant::now);
    }
    return recording.settlements().getFirst();
  }

  private static Dials dials(Dials dials) {
    return dials
        .answering("localhost", "127.0.0.1", "::1")
        .answering("sub.localhost", "127.0.0.1")
        .answering("good.example.com", "93.184.215.14")
        .answering("internal.example.com", "10.1.2.3")
        .answering("mixed.example.com", "93.184.215.14", "10.1.2.3")
        .answering("mapped.example.com", "::ffff:10.1.2.3")
        .answering("ula.example.com", "2606:4700::1111", "fd00::1")
        .answering("nat64.example.com", "64:ff9b::a01:203")
        .answering("sixtofour.example.com", "2002:a01:203::1")
        .answering("cgnat.example.com", "100.100.100.200")
        .answering("metadata_host.example.com", "169.254.169.254");
  }

  private static void awaitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SSLContext tls() throws Exception {
    return certificates.trusted();
  }
}
