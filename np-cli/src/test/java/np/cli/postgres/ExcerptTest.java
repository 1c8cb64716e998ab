package np.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void theCaretStandsUnderThePlaceInItsLine() {
    Excerpt excerpt = Excerpt.of("fix.sql", "select 1,\n\tfrom t", 41, 12);
    assertThat(excerpt.line()).isEqualTo(42);
    assertThat(excerpt.column()).isEqualTo(2);
    assertThat(excerpt.lines()).containsExactly("  --> fix.sql:42", " 42 |  from t", "    |  ^");
  }

  @Test
  void positionsCountCharactersAndNotUnits() {
    assertThat(Excerpt.of("", "select '😀' x y", 1, 14).lines())
        .containsExactly(" 1 | select '😀' x y", "   | " + " ".repeat(14) + "^");
  }

  @Test
  void aLongLineIsShownAroundThePlace() {
    String statement = "select '" + "a".repeat(500) + "' oops" + "b".repeat(500);
    assertThat(Excerpt.of("", statement, 1, 511).lines().getLast())
        .isEqualTo("   | " + " ".repeat(61) + "^");
    assertThat(Excerpt.of("", statement, 1, 511).lines().getFirst()).contains("…aaa", "oops", "b…");
  }

  @Test
  void nothingInItActsOnTheTerminal() {
    assertThat(String.join("", Excerpt.of("a\u001b", "select \u001b[2J", 1, 1).lines()))
        .doesNotContain("\u001b");
  }

  @Test
  void aPositionBehindTheEndIsTheEnd() {
    assertThat(Excerpt.of("", "select", 7, 99).lines())
        .containsExactly(" 7 | select", "   |       ^");
    assertThat(Excerpt.of("", "select", 7, 0).lines()).containsExactly(" 7 | select");
  }
}
