package com.dealersync.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** An operator at the console. Whatever the browser complains about meanwhile fails the test. */
final class Visit implements AutoCloseable {

  final Page page;

  private final BrowserContext context;
  private final String address;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private boolean refusalsExpected;

  private Visit(BrowserContext context, String address) {
    this.context = context;
    this.address = address;
    context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
    context.addInitScript(
        "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective,"
            + " e.blockedURI))");
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          boolean refusal = message.text().startsWith("Failed to load resource");
          if (message.type().equals("error") && !(refusal && refusalsExpected)) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));
  }

  static Visit to(Browser browser, int port) {
    return to(browser, port, 1280, ColorScheme.LIGHT);
  }

  static Visit to(Browser browser, int port, int width, ColorScheme scheme) {
    return new Visit(
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 800)
                .setColorScheme(scheme)
                .setAcceptDownloads(true)),
        "http://127.0.0.1:" + port + "/consola/");
  }

  /** At the place behind the hash, without a token. */
  Visit open(String place) {
    page.navigate(address + "#" + place);
    return this;
  }

  Visit signIn(String token) {
    page.getByText("Pegar un token").click();
    page.getByLabel("Token de acceso").fill(token);
    button("Entrar").click();
    return this;
  }

  /** At a place, as somebody with these scopes. */
  Visit openAs(String place, String... scopes) {
    open(place).signIn(TestTokens.token("eva", scopes));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Salir")).waitFor();
    return this;
  }

  /** By a change of the hash, as a link does it. */
  Visit go(String place) {
    page.evaluate("place => { location.hash = place }", "#" + place);
    return this;
  }

  Visit expectingRefusals() {
    refusalsExpected = true;
    return this;
  }

  Locator heading(String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator button(Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(Pattern name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator notices() {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Avisos"));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /** Of a process type, on the first page. */
  Locator card(String processType) {
    return page.getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHas(heading(processType)));
  }

  Locator health() {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName("Estado del servicio"));
  }

  /** Of a run, on its page. */
  Locator summary() {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Resumen"));
  }

  /** Below the list of dealers. */
  Locator pager() {
    return page.getByRole(
        AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Páginas de dealers"));
  }

  /** Rows of the table with this caption, its head not among them. */
  Locator rows(String caption) {
    return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(caption))
        .locator("tbody tr");
  }

  /** Rules of WCAG 2.2 AA and good practice that what is on the screen breaks, by axe-core. */
  List<String> barriers() {
    if (page.evaluate("() => typeof axe") instanceof String type && type.equals("undefined")) {
      page.evaluate(axe());
    }
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, { resultTypes: ['violations'],
                rules: { 'target-size': { enabled: true } } })).violations
                .map(rule => rule.id + ': ' + rule.nodes.map(node => node.html + ' '
                    + node.any.map(it => it.message)).join('; '))""");
    return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
  }

  /** By how many pixels the page is wider than its window. */
  int overhang() {
    return (int)
        Objects.requireNonNull(
            page.evaluate("() => document.documentElement.scrollWidth - innerWidth"));
  }

  /** For people to look at; what is on it is asserted beside. */
  void picture(String name) {
    assertThat(page.locator(".spinner")).hasCount(0);
    assertThat(barriers()).as(name).isEmpty();
    assertThat(overhang()).as(name).isNotPositive();
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "consola", name + ".png")));
  }

  List<String> hosts() {
    return hosts;
  }

  @Override
  public void close() {
    context.close();
    assertThat(complaints).isEmpty();
  }

  private static String axe() {
    try {
      return new ClassPathResource("axe.min.js").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
