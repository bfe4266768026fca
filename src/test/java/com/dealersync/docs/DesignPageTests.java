package com.dealersync.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.w3c.dom.NodeList;

/** Holds the page of the design to the tests that it names, and to what the jar is made of. */
class DesignPageTests {

  private static final Page DESIGN = Page.named("design.md");
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Path TESTS = Path.of("src", "test", "java");

  /** A guarantee's letter, and a test that is said to hold it. */
  record Held(String guarantee, String type, String method) {}

  static List<Held> held() {
    return DESIGN.rows("guarantees").stream()
        .flatMap(
            row ->
                NAMED_TEST
                    .matcher(row.getLast())
                    .results()
                    .map(test -> new Held(row.getFirst(), test.group(1), test.group(2))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("held")
  void namesTestsThatExist(Held held) {
    assertThat(methods(held.type()))
        .filteredOn(method -> method.getName().equals(held.method()))
        .isNotEmpty()
        .allMatch(method -> AnnotationSupport.isAnnotated(method, Testable.class));
  }

  @Test
  void namesATestForEveryGuarantee() {
    assertThat(held())
        .extracting(Held::guarantee)
        .containsAll(DESIGN.rows("guarantees").stream().map(List::getFirst).toList());
  }

  @Test
  void hasEveryGuaranteeThatTheModelAndTheCheckerJudge() {
    assertThat(DESIGN.rows("guarantees"))
        .extracting(List::getFirst)
        .containsAll(letters("com.dealersync.sync.ModelGuarantee"))
        .containsAll(letters("com.dealersync.chaos.Checker$Guarantee"))
        .doesNotHaveDuplicates();
  }

  @Test
  void saysOfEachLibraryInTheJarWhyItIsThere() throws Exception {
    assertThat(DESIGN.rows("dependencies"))
        .allSatisfy(row -> assertThat(row.getLast()).isNotBlank())
        .extracting(row -> row.getFirst().replace("`", ""))
        .containsExactlyInAnyOrderElementsOf(libraries("not(scope='test')"));
  }

  @Test
  void saysOfEachLibraryOfTheTestsWhyItIsThere() throws Exception {
    assertThat(libraries("scope='test'"))
        .allSatisfy(library -> assertThat(DESIGN.text()).contains("`" + library + "`"));
  }

  private static List<String> libraries(String scope) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    NodeList found =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "/project/dependencies/dependency[%s]/artifactId".formatted(scope),
                    factory.newDocumentBuilder().parse(Path.of("pom.xml").toFile()),
                    XPathConstants.NODESET);
    return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
        .map(i -> found.item(i).getTextContent())
        .toList();
  }

  private static List<String> letters(String guarantees) {
    return Arrays.stream(type(guarantees).getEnumConstants()).map(Object::toString).toList();
  }

  private static List<Method> methods(String simpleName) {
    try (Stream<Path> files = Files.walk(TESTS)) {
      Path file =
          files
              .filter(path -> path.endsWith(simpleName + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("There is no " + simpleName));
      String name =
          TESTS.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
      return List.of(
          type(name.substring(0, name.length() - ".java".length())).getDeclaredMethods());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
