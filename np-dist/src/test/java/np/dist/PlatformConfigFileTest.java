package np.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import np.edge.limit.ClientLimits;
import np.edge.proxy.TrustedProxies;
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
    ClientSettings expected =
        new ClientSettings(Optional.of(50), Optional.empty(), Optional.of(7), Optional.empty());
    assertThat(file.read().clients()).isEqualTo(expected);
    file.write(new PlatformConfigChoice(PlatformConfig.Wish.NOTHING, file.read(), false).settle());
    assertThat(file.read().clients()).isEqualTo(expected);
    ClientLimits usual = ClientLimits.defaults();
    assertThat(expected.limits())
        .isEqualTo(new ClientLimits(50, usual.requests(), 7, usual.loopback()));
  }

  @Test
  void trustedProxiesAreReadAndStay() throws IOException {
    PlatformConfigFile file = file("trusted_proxies: 10.0.0.0/8, 2001:db8::7\n");
    file.write(new PlatformConfigChoice(PlatformConfig.Wish.NOTHING, file.read(), false).settle());
    TrustedProxies trusted = file.read().clients().trusted();
    assertThat(trusted.include(InetAddress.ofLiteral("10.255.0.1"))).isTrue();
    assertThat(trusted.include(InetAddress.ofLiteral("11.0.0.1"))).isFalse();
    assertThat(trusted.include(InetAddress.ofLiteral("2001:db8::7"))).isTrue();
    assertThat(trusted.include(InetAddress.ofLiteral("2001:db8::8"))).isFalse();
  }

  @Test
  void aWrongProxyIsNamedWithItsLine() throws IOException {
    for (String wrong :
        List.of("10.0.0.0/33", "proxy.example.com", "10.0.0.1,,10.0.0.2", "::1::")) {
      PlatformConfigFile file = file("domain: localhost\ntrusted_proxies: \"" + wrong + "\"\n");
      assertThatThrownBy(file::read)
          .isInstanceOf(NpException.Invalid.class)
          .hasMessageContaining("config.yaml:2: " + wrong + " is no list of proxies");
    }
  }

  @Test
  void aWrongLimitIsNamedWithItsLine() throws IOException {
    PlatformConfigFile file = file("domain: localhost\nclient_requests: 0\n");
    assertThatThrownBy(file::read)
        .isInstanceOf(NpException.Invalid.class)
        .hasMessageContaining("config.yaml:2: 0 is not a limit");
  }
}
