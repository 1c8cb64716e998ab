package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import np.edge.limit.ClientLimits;
import np.model.NpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator writes into config.yaml about clients. */
final class PlatformConfigFileTest {
  @TempDir Path home;

  private PlatformConfigFile file(String text) throws IOException {
    return new PlatformConfigFile(Files.writeString(home.resolve("config.yaml"), text));
  }

  @Test
  void limitsOfClientsAreReadAndStay() throws IOException {
    PlatformConfigFile file = file("client_connections: 50\nclient_handshakes: 7\n");
    ClientSettings expected = new ClientSettings(Optional.of(50), Optional.empty(), Optional.of(7));
    assertThat(file.read().clients()).isEqualTo(expected);
    file.write(new PlatformConfigChoice(PlatformConfig.Wish.NOTHING, file.read(), false).settle());
    assertThat(file.read().clients()).isEqualTo(expected);
    ClientLimits usual = ClientLimits.defaults();
    assertThat(expected.limits())
        .isEqualTo(new ClientLimits(50, usual.requests(), 7, usual.loopback()));
  }

  @Test
  void aWrongLimitIsNamedWithItsLine() throws IOException {
    PlatformConfigFile file = file("domain: localhost\nclient_requests: 0\n");
    assertThatThrownBy(file::read)
        .isInstanceOf(NpException.Invalid.class)
        .hasMessageContaining("config.yaml:2: 0 is not a limit");
  }
}
