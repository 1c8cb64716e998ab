package np.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SettingNamesTest {
  private final SettingNames names = new SettingNames();

  @Test
  void findsWhatIsSet() {
    look("SET app.one TO 1");
    look("  set session App.Two = 'x'");
    look("SET LOCAL app.three=4");
    look("BEGIN; SET app.four TO 'x'; SELECT 1");
    look("SELECT set_config('app.five', $1, false)");
    look("select pg_catalog.Set_Config( 'app.six' , 'x', true)");
    look("DO $$BEGIN PERFORM set_config('app.seven', 'x', false); END$$");
    assertThat(names.names())
        .containsExactly(
            "app.one", "app.two", "app.three", "app.four", "app.five", "app.six", "app.seven");
    assertThat(names.isIncomplete()).isFalse();
  }

  @Test
  void findsNothingElse() {
    look("SET search_path TO a.b");
    look("UPDATE t SET a = b.c WHERE x_y = 1");
    look("SELECT o_co, x FROM t_c");
    look("SELECT set_config('search_path', $1, false)");
    look("SELECT set_config($1, $2, true)");
    look("SELECT set_config($1, $2, TRUE)");
    look("");
    look(" ");
    look("s");
    assertThat(names.names()).isEmpty();
    assertThat(names.isIncomplete()).isFalse();
  }

  @Test
  void knowsThatItDoesNotKnow() {
    look("SELECT set_config($1, $2, false)");
    assertThat(names.isIncomplete()).isTrue();
  }

  @Test
  void aNameThatIsPutTogetherIsNotKnown() {
    look("SELECT set_config('app.' || 'x', 'y', false)");
    assertThat(names.names()).isEmpty();
    assertThat(names.isIncomplete()).isTrue();
  }

  @Test
  void keepsOnlySoMany() {
    for (int i = 0; i < 100; i++) {
      look("SET app.n" + i + " TO 1");
    }
    assertThat(names.names()).hasSize(64);
    assertThat(names.isIncomplete()).isTrue();
  }

  /** The name goes into a query of the gateway's own. */
  @Test
  void takesNoNameThatCouldBeMoreThanAName() {
    look("SELECT set_config('app.x'' , 1); DROP TABLE t', 'x', false)");
    look("SELECT set_config('app.x y', 'x', false)");
    assertThat(names.names()).allMatch(name -> name.matches("[a-z0-9_$.]+"));
  }

  private void look(String sql) {
    ByteBuf in = Unpooled.copiedBuffer("name\0" + sql + "\0\0\0", StandardCharsets.UTF_8);
    names.look(in, 5, in.readableBytes() - 5);
  }
}
