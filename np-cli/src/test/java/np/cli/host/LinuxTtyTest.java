package np.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinuxTtyTest {

  @Test
  void theFirstVariableThatIsSetTellsTheCharset() {
    assertThat(LinuxTty.charset(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8")))
        .isEqualTo(StandardCharsets.US_ASCII);
    assertThat(LinuxTty.charset(Map.of("LC_ALL", "", "LANG", "de_DE.utf8")))
        .isEqualTo(StandardCharsets.UTF_8);
    assertThat(LinuxTty.charset(Map.of("LC_CTYPE", "C.UTF-8"))).isEqualTo(StandardCharsets.UTF_8);
    assertThat(LinuxTty.charset(Map.of())).isEqualTo(StandardCharsets.US_ASCII);
  }

  @Test
  void theSizeIsKnownOrTheUsualOne() {
    Tty tty = LinuxTty.detect(Map.of("LANG", "C.UTF-8"));
    assertThat(tty.size().get().width()).isPositive();
  }
}
