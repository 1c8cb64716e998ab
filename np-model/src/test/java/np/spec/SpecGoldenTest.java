package np.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files with an np.yaml over what np says about it; {@code -Dnp.golden=update} writes the lower
 * half anew. {@code name@preview.txt} is read with that environment; a file that starts with {@code
 * === escaped ===} may hold {@code \}{@code u001b} for characters that do not belong into a text
 * file.
 */
class SpecGoldenTest {
  private static final Path FILES = Path.of("src/test/resources/spec");
  private static final String EXPECTED = "=== expected ===\n";
  private static final String ESCAPED = "=== escaped ===\n";

  static Stream<String> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Test
  void thereAreAtLeastFortyFixtures() throws IOException {
    assertThat(fixtures()).hasSizeGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void saysWhatTheFixtureExpects(String name) throws IOException {
    String file = Files.readString(FILES.resolve(name));
    int border = file.indexOf(EXPECTED);
    String upper = border < 0 ? file : file.substring(0, border);
    String said = say(input(upper), environment(name));
    if ("update".equals(System.getProperty("np.golden"))) {
      Files.writeString(FILES.resolve(name), upper + EXPECTED + said);
    } else {
      assertThat(upper + EXPECTED + said).isEqualTo(file);
    }
  }

  private static String say(String text, Optional<String> environment) {
    DiagnosticRenderer renderer = new DiagnosticRenderer("np.yaml", text);
    return switch (SpecParser.parse(text, "np.yaml", environment)) {
      case ParsedSpec.Valid valid ->
          renderer.render(valid.warnings()) + SpecWriter.write(valid.spec());
      case ParsedSpec.Invalid invalid -> renderer.render(invalid.diagnostics());
    };
  }

  private static Optional<String> environment(String name) {
    return name.contains("@")
        ? Optional.of(name.substring(name.indexOf('@') + 1, name.lastIndexOf('.')))
        : Optional.empty();
  }

  private static String input(String upper) {
    if (!upper.startsWith(ESCAPED)) {
      return upper;
    }
    return Pattern.compile("\\\\u([0-9a-f]{4})")
        .matcher(upper.substring(ESCAPED.length()))
        .replaceAll(match -> "" + (char) Integer.parseInt(match.group(1), 16));
  }
}
