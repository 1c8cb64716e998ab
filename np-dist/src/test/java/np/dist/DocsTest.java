package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents point at is there. */
final class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("np.root", ".."));
  private static final Pattern ROW =
      Pattern.compile("^\\| [^|]+ \\| `([^`]+)` \\|$", Pattern.MULTILINE);

  /** What {@code ./np bench} writes on the machine that measures. */
  private static final String MEASURED = "docs/benchmarks.md";

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]+)`");

  @Test
  void theTableOfTheArchitectureLeadsToPathsThatExist() {
    List<String> paths = found(ROW, "ARCHITECTURE.md");
    assertThat(paths).hasSizeGreaterThan(10);
    assertThat(paths.stream().filter(path -> !Files.exists(ROOT.resolve(path)))).isEmpty();
  }

  @Test
  void theTypesThatTheArchitectureNamesExist() throws Exception {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      files.map(file -> file.getFileName().toString()).forEach(names::add);
    }
    List<String> types = found(TYPE, "ARCHITECTURE.md");
    assertThat(types).isNotEmpty();
    assertThat(types.stream().filter(type -> !names.contains(type + ".java"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("np.dist.DocumentsTest#pages")
  void linksLeadToFilesThatExist(String document) {
    List<String> links = found(LINK, document);
    assertThat(
            links.stream()
                .filter(link -> !link.equals(MEASURED))
                .filter(link -> !Files.exists(ROOT.resolve(document).resolveSibling(link))))
        .isEmpty();
  }

  private static List<String> found(Pattern pattern, String document) {
    return pattern
        .matcher(TestPlatform.read(ROOT.resolve(document)))
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }
}
