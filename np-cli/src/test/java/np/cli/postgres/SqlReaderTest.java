package np.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlReaderTest {

  @Test
  void statementsEndWithTheirSemicolonAndKnowTheirLine() throws Exception {
    assertThat(pieces("-- a; comment\n\n  select 1;\nselect\n 2 ;; select 3"))
        .containsExactly("3: select 1", "4: select\n 2 ", "5: select 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select ';'",
        "select 'it''s; so'",
        "select E'it\\'s; so'",
        "select e'\\\\', ';'",
        "select 'no escape\\', 1",
        "select E'a'\n'b\\';'",
        "select case when E'a' = x then 'b\\' end",
        "select U&'d\\0061t\\+000061;'",
        "select \"a;\"\"b\"",
        "select $$ ; ' \" $$",
        "select $a$ $b$ ; $b$ $ $a $$ $a$",
        "select $ä$ ; $ä$",
        "select a$b$c, $1, x$y$ from t",
        "select 1 /* ; /* ; */ ; */ + 1",
        "select 1 /*/ ; */",
        "select 2 - 1 -- ;\n",
        "select a-1, b/2, c*/**/3",
        "create rule r as on insert to t do (insert into a values (1); delete from b)",
        "create function f() returns int language sql begin atomic select 1; select 2; end",
        "create or replace procedure p() begin atomic select case when true then 1 else 2 end; end",
        "create table begin_atomic (a int)",
        "select 'ü;ß', ü from ß"
      })
  void aSemicolonWithinSomethingEndsNothing(String statement) throws Exception {
    assertThat(texts(statement + ";select 'next'")).containsExactly(statement, "select 'next'");
  }

  @Test
  void withoutStandardStringsABackslashEscapesEverywhere() throws Exception {
    SqlReader reader = reader("select 'it\\'s;'; select 2");
    reader.strings(SqlScanner.Strings.ESCAPING);
    assertThat(text(reader.next())).isEqualTo("select 'it\\'s;'");
    assertThat(text(reader.next())).isEqualTo("select 2");
  }

  @Test
  void dataOfACopyAreGivenOnUntouched() throws Exception {
    String data = "1\t\\\\.\n\\.x\n;'\n\\N\n\n";
    SqlReader reader = reader("COPY t (a) FROM stdin;\n" + data + "\\.\n\nselect 1;");
    assertThat(reader.next().orElseThrow())
        .isInstanceOfSatisfying(
            SqlReader.Piece.Statement.class, s -> assertThat(s.words().isCopyIn()).isTrue());
    assertThat(copied(reader)).isEqualTo(data);
    assertThat(reader.line()).isEqualTo(8);
    assertThat(text(reader.next())).isEqualTo("select 1");
  }

  @Test
  void linesOfAnyLengthAndTheirEndFallOnAnyPlaceOfTheBuffer() throws Exception {
    for (int shift = 0; shift < 6; shift++) {
      String data = "x".repeat(65_530 + shift) + "\n" + "y".repeat(70_000 * shift) + "\nz\n";
      SqlReader reader = reader("copy t from stdin;\n" + data + "\\.\nselect 1");
      reader.next();
      assertThat(copied(reader)).isEqualTo(data);
      assertThat(text(reader.next())).isEqualTo("select 1");
    }
  }

  @Test
  void theDataMayEndWithTheInput() throws Exception {
    SqlReader reader = reader("copy t from stdin;\n1\n2");
    reader.next();
    assertThat(copied(reader)).isEqualTo("1\n2");
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void commandsOfPsqlAreTheirOwnLine() throws Exception {
    assertThat(pieces("\\restrict abc\r\nselect 1;\n\\connect x\n"))
        .containsExactly("1: \\restrict abc", "2: select 1", "3: \\connect x");
    assertThatThrownBy(() -> pieces("select 1 \\gexec\n"))
        .isInstanceOf(RefusedScript.class)
        .hasMessageContaining("backslash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 'a", "select \"a", "select /* a", "select $$ a", "select (1"})
  void whatDoesNotEndIsNamedWithItsLine(String open) {
    assertThatThrownBy(() -> pieces("select 1;\n" + open))
        .isInstanceOfSatisfying(
            RefusedScript.class, problem -> assertThat(problem.line()).isEqualTo(2))
        .hasMessageContaining("does not end");
  }

  @Test
  void aStatementThatIsTooLongIsRefusedBeforeItIsHeld() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            java.util.Arrays.fill(bytes, from, from + length, (byte) 'x');
            return length;
          }
        };
    assertThatThrownBy(() -> new SqlReader(endless).next())
        .isInstanceOf(RefusedScript.class)
        .hasMessageContaining("longer than 16 MB");
  }

  @Test
  void wordsLeaveOutWhatIsQuotedOrInParentheses() throws Exception {
    SqlReader reader = reader("COPY \"from stdin\" (a, b) FROM STDIN WITH (FORMAT csv)");
    SqlReader.Piece piece = reader.next().orElseThrow();
    assertThat(((SqlReader.Piece.Statement) piece).words().words())
        .containsExactly("copy", "from", "stdin", "with");
  }

  private static String copied(SqlReader reader) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reader.copy(out::write);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String> texts(String script) throws Exception {
    return pieces(script).stream().map(piece -> piece.replaceFirst("^[0-9]+: ", "")).toList();
  }

  private static List<String> pieces(String script) throws Exception {
    SqlReader reader = reader(script);
    List<String> pieces = new ArrayList<>();
    Optional<SqlReader.Piece> piece = reader.next();
    while (piece.isPresent()) {
      pieces.add(piece.get().line() + ": " + text(piece));
      piece = reader.next();
    }
    return pieces;
  }

  private static String text(Optional<SqlReader.Piece> piece) {
    return switch (piece.orElseThrow()) {
      case SqlReader.Piece.Statement statement -> statement.text().utf8();
      case SqlReader.Piece.Command command -> command.text().utf8();
    };
  }

  private static SqlReader reader(String script) {
    return new SqlReader(new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)));
  }
}
