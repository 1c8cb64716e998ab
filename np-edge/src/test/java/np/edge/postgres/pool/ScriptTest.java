package np.edge.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ScriptTest {

  @Test
  void keepsTheLastSettingOfAName() {
    Script script =
        Script.EMPTY
            .with("SET a = 1")
            .with("set B TO 'x';")
            .with("SET SESSION a TO 2")
            .with("SET LOCAL c = 3")
            .with("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
    assertThat(script.statements().values()).containsExactly("set B TO 'x'", "SET SESSION a TO 2");
    assertThat(script.from(Script.EMPTY)).isEqualTo("set B TO 'x';SET SESSION a TO 2;");
  }

  @Test
  void forgetsWhatIsReset() {
    Script script = Script.EMPTY.with("SET a = 1").with("SET b = 2").with("SET TIME ZONE 'UTC'");
    assertThat(script.with("RESET a").statements().keySet()).containsExactly("b", "timezone");
    assertThat(script.with("RESET TimeZone").statements().keySet()).containsExactly("a", "b");
    assertThat(script.with("reset all;")).isEqualTo(Script.EMPTY);
  }

  @Test
  void undoesTheScriptOfAnother() {
    Script one = Script.EMPTY.with("SET a = 1");
    Script two = Script.EMPTY.with("SET b = 1");
    assertThat(two.from(one)).isEqualTo("RESET SESSION AUTHORIZATION;RESET ALL;SET b = 1;");
    assertThat(Script.EMPTY.from(one)).isEqualTo("RESET SESSION AUTHORIZATION;RESET ALL;");
  }

  @Test
  void knowsOneStatementFromMany() {
    assertThat(Script.isSetting("SET a = 1")).isTrue();
    assertThat(Script.isSetting(" reset a ; ")).isTrue();
    assertThat(Script.isSetting("SET a = 1; SET b = 2")).isFalse();
    assertThat(Script.isSetting("SELECT 1")).isFalse();
    assertThat(Script.isSetting("UPDATE t SET a = 1")).isFalse();
  }

  @Test
  void rolesAndAuthorizationAreSettingsToo() {
    Script script =
        Script.EMPTY
            .with("SET ROLE clerk")
            .with("SET SESSION AUTHORIZATION bob")
            .with("SET role x");
    assertThat(script.statements().values())
        .containsExactly("SET SESSION AUTHORIZATION bob", "SET role x");
  }
}
