package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.proxy.AddressBlock;
import np.edge.proxy.TrustedProxies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Behind a proxy that says where clients come from. */
final class ProxyTest {
  private static final String LABEL = "shop-x7";
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  /** PROXY over TCP and IPv4, 12 bytes: from 192.0.2.7:1000 to 192.0.2.1:5432. */
  private static final String REMOTE =
      SIGNATURE + "2111000c" + "c0000207" + "c0000201" + "03e81538";

  private static GatewayFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture =
        new GatewayFixture(
            GatewayLimits.defaults(),
            new TrustedProxies(List.of(AddressBlock.of(InetAddress.getLoopbackAddress()))));
    fixture.database(LABEL);
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
  }

  @Test
  void aClientFromElsewhereNeedsTls() throws IOException {
    try (PostgresSocket client = proxied(REMOTE)) {
      client.startup(Map.of("user", LABEL));
      PostgresSocket.Message error = client.message();
      assertThat(error.field('C')).isEqualTo("28000");
      assertThat(error.field('H')).isEqualTo("Add sslmode=require to the URL.");
    }
    try (PostgresSocket client = proxied(REMOTE)) {
      assertThat(client.tls(Optional.empty()).login(LABEL, GatewayFixture.PASSWORD).type())
          .isEqualTo('Z');
    }
  }

  @Test
  void readsTheOtherForms() throws IOException {
    String loopback6 = "00000000000000000000000000000001";
    for (String header :
        new String[] {
          SIGNATURE + "20000000",
          SIGNATURE + "20000003aabbcc",
          SIGNATURE + "2111000f7f0000017f00000103e81538030000",
          SIGNATURE + "21210024" + loopback6 + loopback6 + "03e81538"
        }) {
      try (PostgresSocket client = proxied(header)) {
        assertThat(client.login(LABEL, GatewayFixture.PASSWORD).type()).isEqualTo('Z');
      }
    }
  }

  @Test
  void aProxyThatNamesNobodyIsTheClientItself() throws IOException {
    try (PostgresSocket client = proxied("")) {
      assertThat(client.login(LABEL, GatewayFixture.PASSWORD).type()).isEqualTo('Z');
    }
  }

  @Test
  void refusesHeadersThatAreNone() throws IOException {
    for (String header :
        new String[] {
          "50524f5859205443500d0a",
          SIGNATURE + "3111000c",
          SIGNATURE + "2111ffff",
          SIGNATURE + "2112000c000000000000000000000000",
          SIGNATURE + "21110004aaaaaaaa"
        }) {
      try (PostgresSocket client = proxied(header)) {
        client.startup(Map.of("user", LABEL));
        assertThat(client.isClosed()).as(header).isTrue();
      }
    }
  }

  private static PostgresSocket proxied(String header) throws IOException {
    return fixture.socket().send(HexFormat.of().parseHex(header));
  }
}
