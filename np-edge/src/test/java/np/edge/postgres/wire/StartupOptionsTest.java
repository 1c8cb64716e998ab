package np.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StartupOptionsTest {

  @Test
  void takesTheEndpointOut() throws RefusedException {
    StartupOptions options = StartupOptions.parse("endpoint=shop-1 -c search_path=a");
    assertThat(options.endpoint()).contains("shop-1");
    assertThat(options.settings()).containsExactly(Map.entry("search_path", "a"));
    assertThat(options.render()).isEqualTo("-c search_path=a");
  }

  @Test
  void readsEveryFormOfASetting() throws RefusedException {
    StartupOptions options =
        StartupOptions.parse("  -c a=1 -cb=2\t--c-d=3  --app.x=y=z -c statement_timeout=5\\ s ");
    assertThat(options.settings())
        .containsExactly(
            Map.entry("a", "1"),
            Map.entry("b", "2"),
            Map.entry("c_d", "3"),
            Map.entry("app.x", "y=z"),
            Map.entry("statement_timeout", "5 s"));
    assertThat(options.endpoint()).isEqualTo(Optional.empty());
  }

  @Test
  void writesWhatItHasRead() throws RefusedException {
    StartupOptions options = StartupOptions.parse("-c a=x\\ \\\\y\\\tz --b=");
    assertThat(options.settings().get("a")).isEqualTo("x \\y\tz");
    assertThat(StartupOptions.parse(options.render())).isEqualTo(options);
  }

  @Test
  void theLastOfANameCounts() throws RefusedException {
    assertThat(StartupOptions.parse("-c a=1 -c b=2 -c a=3").render()).isEqualTo("-c b=2 -c a=3");
  }

  @Test
  void refusesEverythingElse() {
    for (String text :
        new String[] {
          "-B 100",
          "-D/etc",
          "-c",
          "-c a",
          "-c =b",
          "-c a'b=c",
          "-c a..b=c",
          "-c a\\ b=c",
          "--",
          "-",
          "x",
          "-rfile",
          "-c a=b -W 5",
          "Endpoint=x"
        }) {
      assertThatExceptionOfType(RefusedException.class)
          .as(text)
          .isThrownBy(() -> StartupOptions.parse(text))
          .satisfies(e -> assertThat(e.error().hint()).contains("endpoint=NAME"));
    }
  }

  @Test
  void refusesTwoEndpoints() throws RefusedException {
    assertThat(StartupOptions.parse("endpoint=a1 endpoint=a1").endpoint()).contains("a1");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> StartupOptions.parse("endpoint=a1 endpoint=b1"));
  }
}
