package np.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import np.model.EnvName;
import np.model.ErrorCode;
import org.junit.jupiter.api.Test;

class SpecParserTest {

  @Test
  void tooLargeAFileIsNotEvenRead() {
    assertThat(errors("run: " + "x".repeat(256 * 1024)))
        .extracting(Diagnostic::code)
        .containsExactly(ErrorCode.SPEC_LIMIT);
    assertThat(errors("é".repeat(140_000)))
        .extracting(Diagnostic::code)
        .containsExactly(ErrorCode.SPEC_LIMIT);
  }

  @Test
  void bracketBombEndsAtTheLimit() {
    assertThat(errors("x-a: " + "[".repeat(200_000)))
        .extracting(Diagnostic::code)
        .contains(ErrorCode.SPEC_LIMIT);
    assertThat(errors("{a: ".repeat(60_000)))
        .extracting(Diagnostic::code)
        .contains(ErrorCode.SPEC_LIMIT);
    assertThat(errors("? ".repeat(100_000))).isNotEmpty();
    assertThat(errors("- ".repeat(100_000))).isNotEmpty();
  }

  @Test
  void thousandsOfMistakesAreCutAtTheLimit() {
    assertThat(errors("a: b\n".repeat(20_000))).hasSize(Diagnostics.LIMIT);
    assertThat(errors("a: *b c\n".repeat(20_000))).hasSizeBetween(1, Diagnostics.LIMIT);
  }

  @Test
  void longTextsAreRefusedBeforeAnyPatternSeesThem() {
    for (String text :
        List.of(
            "static: " + "./".repeat(100_000),
            "run: a\nhealth_check: {interval: " + "1s".repeat(100_000) + "}",
            "run: a\nroutes: [" + "a.".repeat(100_000) + "]",
            "run: a\nroutes: [{host: a.org, path: " + "/a".repeat(100_000) + "}]",
            "run: a\nenv: {A: " + "b".repeat(200_000) + "}",
            "run: " + "a ".repeat(60_000) + ": b: c",
            "run: *" + " ".repeat(200_000) + "x",
            "? " + "k".repeat(200_000) + "\n: v",
            "\u0001\n".repeat(60_000),
            "\t\n".repeat(60_000) + "\ta: b")) {
      assertThat(errors(text)).as(text.substring(0, 40)).isNotEmpty();
      assertThat(errors(text)).allSatisfy(each -> assertThat(each.message()).hasSizeLessThan(500));
    }
    StringBuilder unknown = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      unknown.append("key").append(i).append(": 1\n");
    }
    assertThat(errors(unknown.toString())).hasSize(Diagnostics.LIMIT);
  }

  @Test
  void viewSaysTheSame() {
    Diagnostic diagnostic = errors("run: a\nscael: 1\n").getFirst();

    assertThat(diagnostic.toView())
        .isEqualTo(
            new np.api.DiagnosticView(
                "NP0204",
                "unknown key `scael` at the top level",
                2,
                1,
                5,
                "did you mean `scale`?"));
  }

  @Test
  void rendererTellsStyleWhatIsWhat() {
    String text = "run: a\nscael: 1\nport: x\n";
    DiagnosticRenderer renderer =
        new DiagnosticRenderer(
            "np.yaml",
            text,
            new DiagnosticRenderer.Style() {
              @Override
              public String error(String text) {
                return "<e>" + text + "</e>";
              }

              @Override
              public String caret(String text) {
                return "<c>" + text + "</c>";
              }
            });

    String shown = renderer.render(errors(text));

    assertThat(shown)
        .contains("<e>error[NP0204]</e>: unknown key `scael` at the top level\n  --> np.yaml:2:1\n")
        .contains("   | <c>^^^^^ did you mean `scale`?</c>\n")
        .contains("   help: write a number from 1 to 65535\n");
    assertThat(renderer.renderViews(errors(text).stream().map(Diagnostic::toView).toList()))
        .isEqualTo(shown);
  }

  @Test
  void environmentOfAnotherNameIsAnError() {
    ParsedSpec parsed = SpecParser.parse("static: .", "np.yaml", Optional.of("prod"));

    assertThat(parsed)
        .isInstanceOfSatisfying(
            ParsedSpec.Invalid.class,
            invalid ->
                assertThat(invalid.diagnostics())
                    .extracting(Diagnostic::code)
                    .containsExactly(ErrorCode.SPEC_UNKNOWN_ENVIRONMENT));
  }

  @Test
  void writerQuotesWhatYamlWouldReadOtherwise() {
    for (String value :
        List.of(
            "",
            " ",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "null",
            "~",
            "\u001b[0m",
            "{",
            "é",
            "\ud83d\ude00",
            "a\nb",
            "\\",
            "'",
            "\"",
            "yes",
            "1.0",
            "a,b",
            "*",
            "a\u00a0b",
            "\u2028")) {
      AppSpec spec = valid("run: a\nenv: {A: " + quote(value) + "}\n");
      assertThat(spec.env()).containsEntry(new EnvName("A"), value);
      assertThat(valid(SpecWriter.write(spec))).isEqualTo(spec);
    }
  }

  private static String quote(String value) {
    StringBuilder out = new StringBuilder("\"");
    value.chars().forEach(c -> out.append("\\u%04x".formatted(c)));
    return value.equals("\ud83d\ude00") ? "\"" + value + "\"" : out.append('"').toString();
  }

  private static AppSpec valid(String text) {
    return switch (SpecParser.parse(text, "np.yaml", Optional.empty())) {
      case ParsedSpec.Valid valid -> valid.spec();
      case ParsedSpec.Invalid invalid -> throw new AssertionError(text + invalid.diagnostics());
    };
  }

  private static List<Diagnostic> errors(String text) {
    return switch (SpecParser.parse(text, "np.yaml", Optional.empty())) {
      case ParsedSpec.Valid _ -> List.of();
      case ParsedSpec.Invalid invalid -> invalid.diagnostics();
    };
  }
}
