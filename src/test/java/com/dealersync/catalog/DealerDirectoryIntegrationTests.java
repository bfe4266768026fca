package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dealersync.catalog.FailureGroup.Host;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.PageRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** What people look for in dealers: on every database alike. */
@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class DealerDirectoryIntegrationTests {

  private static final LocalDateTime FIRST = TestData.LOADED;
  private static final PageRequest PAGE = PageRequest.of(0, 50);

  /** Registered URLs, and the host that people see. */
  private static final Map<String, String> HOSTS =
      Map.of(
          "https://Uno.example:8443/hook?clave=x", "uno.example",
          "  https://blanco.example", "blanco.example",
          "https://usuario:clave@dos.example/a@b", "dos.example",
          "https://[2001:DB8::1]:8443/x", "[2001:db8::1]",
          "https://bücher.example", "bücher.example",
          "no es una URL", Cause.NO_HOST,
          "https:///sin-servidor", Cause.NO_HOST,
          "https://", Cause.NO_HOST);

  @Autowired DealerDirectory directory;
  @Autowired DealerListing listing;
  @Autowired FailureGroups groups;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @BeforeEach
  void clear() {
    sql.update("delete from CO_SINCRONIZACIONCARGAPROCESODEALER");
    sql.update("delete from CO_EVENTOSCARGASNAPSHOTDEALERS");
    sql.update("delete from CO_EVENTOSCARGASINCCONTROL");
    sql.update("delete from CO_EVENTOSCARGAPROCESO");
  }

  @Test
  void findsDealersWithoutRegardToCaseAndAccents() {
    data.load("ProductList", "una")
        .dealer(
            "X1", "Automotriz CÓRDOBA Ñandú", null, "https://uno.example/h?clave=zz9", "s", null)
        .dealer("X2", "Otro", null, "https://DMS.Example:8443/hook", "s", null)
        .dealer("X_3", "100% Autos!", null, "https://usuario@tres.example", "s", null)
        .dealer("X4", null, null, null, "s", null)
        .dealer("X5", null, null, "https:///sin-servidor?clave=zz9", "s", null)
        .insert();

    assertThat(found("cordoba")).containsExactly("X1");
    assertThat(found("NANDÚ")).containsExactly("X1");
    assertThat(found("dms.EXAMPLE")).containsExactly("X2");
    assertThat(found("x_")).containsExactly("X_3");
    assertThat(found("0% autos!")).containsExactly("X_3");
    assertThat(found("zz9")).isEmpty();
    assertThat(found("usuario")).isEmpty();
    assertThat(found("x")).hasSize(5);
  }

  @Test
  void tellsSinceWhichLoadADealerIsBehindAndWhatItConfirmedLast() {
    long oldest = load("ProductList", "p1", 1);
    long older = load("ProductList", "p2", 2);
    load("ProductList", "p3", 3);
    long campaign = load("CampaignList", "c1", 4);
    load("CampaignList", "c2", 5);
    data.confirm(oldest, "BEHIND", FIRST.plusDays(1));
    data.confirm(oldest, "UP", FIRST.plusDays(1));
    data.confirm(older, "UP", FIRST.plusDays(2));
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_ESTADOWEBHOOK = 'EXITOSO' where COSD_DEALERBAC = 'UP'");
    data.confirm(campaign, "BEHIND", FIRST.plusDays(4));

    assertThat(directory.page(filter(null, null), PAGE).getContent())
        .extracting(
            DealerStanding::bac,
            DealerStanding::processType,
            DealerStanding::situation,
            it -> idOf(it.behindSince()),
            it -> idOf(it.confirmed()))
        .containsExactlyInAnyOrder(
            tuple("BEHIND", "ProductList", DealerSituation.ATRASADO, "p2", "p1"),
            tuple("NEVER", "ProductList", DealerSituation.ATRASADO, null, null),
            tuple("UP", "ProductList", DealerSituation.AL_DIA, null, "p2"),
            tuple("BEHIND", "CampaignList", DealerSituation.ATRASADO, "c2", "c1"),
            tuple("NEVER", "CampaignList", DealerSituation.ATRASADO, null, null),
            tuple("UP", "CampaignList", DealerSituation.AL_DIA, null, null));
    assertThat(directory.page(filter(DealerSituation.AL_DIA, "CampaignList"), PAGE))
        .extracting(DealerStanding::bac)
        .containsExactly("UP");
    assertThat(directory.page(filter(DealerSituation.ATRASADO, "CampaignList"), PAGE))
        .extracting(DealerStanding::bac)
        .containsExactly("BEHIND", "NEVER");
  }

  @Test
  void listsThoseWithoutACode() {
    data.load("ProductList", "una").dealer(null, "https://a.example", "s").insert();

    assertThat(directory.page(filter(null, null), PAGE))
        .singleElement()
        .extracting(DealerStanding::bac)
        .isEqualTo("");
  }

  @Test
  void everyGroupOfFailuresIsAFilterForThoseThatItCounts() {
    TestData.LoadBuilder load = data.load("ProductList", "fallida");
    HOSTS.keySet().forEach(url -> load.dealer("B" + url.hashCode(), url, "s", "FALLIDO"));
    long id = load.dealer("SIN", null, "s", "FALLIDO").insert();
    fail("B%", "Se agotó el tiempo (2 s). Revise la red.");
    fail("SIN", "Se agotó el tiempo de espera. Revise.");

    List<FailureGroup> found = groups.ofLoad(id);

    assertThat(found)
        .extracting(FailureGroup::cause, FailureGroup::dealers)
        .containsExactly(
            tuple("Se agotó el tiempo", HOSTS.size()), tuple("Se agotó el tiempo de espera", 1));
    assertThat(found.getFirst().hosts())
        .extracting(Host::host)
        .containsExactlyInAnyOrderElementsOf(HOSTS.values().stream().distinct().toList());
    assertThat(found)
        .allSatisfy(
            group -> {
              assertThat(failed(id, group.cause(), null)).isEqualTo(group.dealers());
              assertThat(group.hosts())
                  .allSatisfy(
                      host ->
                          assertThat(failed(id, group.cause(), host.host()))
                              .as(host.host())
                              .isEqualTo(host.dealers()));
            });
  }

  private long failed(long load, String cause, @Nullable String host) {
    return listing
        .ofLoad(load)
        .page(new DealerFilter(DealerState.FALLIDO, null, cause, host), PAGE)
        .getTotalElements();
  }

  private void fail(String bacs, String error) {
    sql.update(
        "update CO_EVENTOSCARGASNAPSHOTDEALERS set COSD_ULTIMOERRORWEBHOOK = ? where COSD_DEALERBAC like ?",
        error,
        bacs);
  }

  private List<String> found(String search) {
    return directory.page(new DealerDirectory.Filter(null, search, null, null), PAGE).stream()
        .map(DealerStanding::bac)
        .toList();
  }

  private static DealerDirectory.Filter filter(
      @Nullable DealerSituation situation, @Nullable String processType) {
    return new DealerDirectory.Filter(null, null, situation, processType);
  }

  private long load(String processType, String idCarga, int day) {
    return data.load(processType, idCarga)
        .loadedAt(FIRST.plusDays(day))
        .dealer("BEHIND", "https://a.example", "s")
        .dealer("NEVER", "https://b.example", "s")
        .dealer("UP", "https://c.example", "s")
        .insert();
  }

  private static @Nullable String idOf(DealerStanding.@Nullable Of load) {
    return load == null ? null : load.idCarga();
  }
}
