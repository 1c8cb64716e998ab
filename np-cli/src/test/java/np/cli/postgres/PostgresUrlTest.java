package np.cli.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import np.model.NpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

  @Test
  void everyPartIsReadAndDecoded() {
    Login login =
        PostgresUrl.parse(
            "postgresql://an%40a:p%2Fw+d@db.example.com:6432/sh%20op?sslmode=verify-full"
                + "&sslrootcert=%2Fca.pem&channel_binding=require&options=endpoint%3Dx");
    assertThat(login.host()).isEqualTo("db.example.com");
    assertThat(login.port()).isEqualTo(6432);
    assertThat(login.user()).isEqualTo("an@a");
    assertThat(login.password().reveal()).isEqualTo("p/w+d");
    assertThat(login.database()).isEqualTo("sh op");
    assertThat(login.settings())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "sslmode", "verify-full",
                "sslrootcert", "/ca.pem",
                "channelBinding", "require",
                "options", "endpoint=x"));
  }

  @Test
  void whatIsLeftOutIsFilledIn() {
    Login login = PostgresUrl.parse("postgres://ana@[::1]");
    assertThat(login.host()).isEqualTo("::1");
    assertThat(login.port()).isEqualTo(5432);
    assertThat(login.database()).isEqualTo("ana");
    assertThat(login.password().reveal()).isEmpty();
  }

  @Test
  void noParameterNamesAClassOrAFileToWrite() {
    Login login =
        PostgresUrl.parse(
            "postgres://u@h/d?socketFactory=evil.Class&loggerFile=/etc/passwd&sslfactory=evil"
                + "&authenticationPluginClassName=evil&schema=public&pgbouncer=true");
    assertThat(login.settings()).containsExactly(Map.entry("requireAuth", "!password"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgres://h/d",
        "postgres://u:secret@/d",
        "postgres://u:secret@h:99999/d",
        "postgres://u:secret@h:x/d",
        "postgres://u:secret@%2Fvar%2Frun/d",
        "postgres://u:sec%zzret@h/d",
        "postgres://u:secret@a,b/d"
      })
  void whatCannotBeReadIsRefusedWithoutShowingThePassword(String url) {
    assertThatThrownBy(() -> PostgresUrl.parse(url))
        .isInstanceOf(NpException.Invalid.class)
        .hasMessageNotContaining("sec");
  }
}
