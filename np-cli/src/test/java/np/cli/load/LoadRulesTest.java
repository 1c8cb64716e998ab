package np.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import np.cli.postgres.SqlReader;
import np.cli.postgres.Words;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "create table t (owner to_x) | Run",
        "alter table only public.t owner to bob | Leave[kind=OWNERS]",
        "set session authorization 'bob' | Leave[kind=OWNERS]",
        "reset session authorization | Leave[kind=OWNERS]",
        "set role none | Leave[kind=OWNERS]",
        "set lock_timeout = 0 | Run",
        "create role bob | Leave[kind=ROLES]",
        "alter user bob with password 'x' | Leave[kind=ROLES]",
        "create user mapping for public server s | Run",
        "create database shop | Leave[kind=DATABASE]",
        "alter database shop set work_mem to '5MB' | Leave[kind=DATABASE]",
        "comment on database shop is 'x' | Leave[kind=DATABASE]",
        "comment on extension citext is 'x' | Leave[kind=COMMENTS]",
        "comment on table t is 'owner to' | Run",
        "create schema public | Pass",
        "create schema app | Run",
        "grant select on table t to public | Run",
        "grant select on table t to bob with grant option | Leave[kind=PRIVILEGES]",
        "grant select on table t to \"Bob\" | Leave[kind=PRIVILEGES]",
        "revoke all on schema public from public | Run",
        "alter default privileges for role x grant select on tables to public | Leave[kind=PRIVILEGES]",
        "alter default privileges in schema x grant select on tables to public | Run",
        "begin | Pass",
        "commit | Pass",
      })
  void eachStatementHasItsVerdict(String sql, String verdict) throws Exception {
    assertThat(LoadRules.of(words(sql), LoadRules.Transaction.ONE)).hasToString(full(verdict));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\\restrict abc | Pass",
        "\\unrestrict abc | Pass",
        "\\set ON_ERROR_STOP on | Pass",
        "\\connect shop | Leave[kind=DATABASE]",
        "\\c shop | Leave[kind=DATABASE]",
      })
  void harmlessCommandsArePassedOver(String command, String verdict) {
    assertThat(LoadRules.command(command, false)).hasToString(full(verdict));
  }

  @ParameterizedTest
  @CsvSource({"\\! id", "\\i other.sql", "\\copy t from x", "\\set x y", "\\gexec", "\\connect b"})
  void otherCommandsAreRefused(String command) {
    assertThat(LoadRules.command(command, true)).isInstanceOf(LoadRules.Verdict.Refuse.class);
  }

  private static String full(String verdict) {
    return verdict.endsWith("]") ? verdict : verdict + "[]";
  }

  private static Words words(String sql) throws Exception {
    byte[] script = (sql + ";").getBytes(StandardCharsets.UTF_8);
    return ((SqlReader.Piece.Statement)
            new SqlReader(new ByteArrayInputStream(script)).next().orElseThrow())
        .words();
  }
}
