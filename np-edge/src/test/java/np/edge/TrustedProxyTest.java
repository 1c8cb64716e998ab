package np.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import np.edge.http.EdgeLimits;
import np.edge.limit.ClientLimits;
import np.edge.limit.ClientLimits.Loopback;
import np.edge.proxy.AddressBlock;
import np.edge.proxy.TrustedProxies;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behind proxies that say where clients come from. They are at 127.0.0.8 to 127.0.0.15. */
@SuppressWarnings({"StringConcatToTextBlock", "try"}) // the line ends are what is tested
final class TrustedProxyTest {
  private static final String PROXY = "127.0.0.9";
  private static final String STRANGER = "127.0.0.7";
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final TrustedProxies TRUSTED =
      new TrustedProxies(
          List.of(AddressBlock.parse("127.0.0.8/29"), AddressBlock.parse("10.0.0.0/8")));

  private final List<RawClient> clients = new ArrayList<>();
  private EdgeFixture edge;
  private RawServer instance;

  @BeforeEach
  void start() throws IOException {
    edge = edge(new ClientLimits(2, 2, 100, Loopback.LIMITED));
    instance =
        edge.serve(
            request -> {
              request.ok("served");
              return true;
            });
  }

  private static EdgeFixture edge(ClientLimits limits) throws IOException {
    return new EdgeFixture(EdgeFixture.limits(limits, Integer.MAX_VALUE), TRUSTED);
  }

  @AfterEach
  void stop() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    edge.close();
  }

  private RawClient from(String address) throws IOException {
    RawClient client = edge.clientFrom(address);
    clients.add(client);
    return client;
  }

  private static String binary(String hex) {
    return new String(HexFormat.of().parseHex(SIGNATURE + hex), StandardCharsets.ISO_8859_1);
  }

  private static String get(String... fields) {
    return "GET / HTTP/1.1\r\nHost: shop.localhost\r\n" + String.join("", fields) + "\r\n";
  }

  private void assertSeen(String client) {
    assertThat(instance.heads().getLast())
        .contains("\r\nX-Forwarded-For: " + client + "\r\n", "\r\nX-Real-IP: " + client + "\r\n")
        .containsOnlyOnce("orwarded-For: ");
    Awaitility.await().until(() -> edge.log().size() == instance.heads().size());
    assertThat(edge.log()).last().extracting(entry -> entry.client()).isEqualTo(client);
  }

  @Test
  void theClientOfAHeaderInTextIsBelieved() throws IOException {
    RawClient client = from(PROXY);
    client.send("PROXY TCP4 192.0.2.7 192.0.2.1 1000 80\r\n");
    assertThat(client.send(get("X-Forwarded-For: 6.6.6.6\r\n")).answer().status()).isEqualTo(200);
    assertSeen("192.0.2.7");
    assertThat(client.send(get()).answer().status()).isEqualTo(200);
    assertSeen("192.0.2.7");
  }

  @Test
  void theClientOfABinaryHeaderIsBelieved() throws IOException {
    String header = binary("2111000c" + "c0000208" + "c0000201" + "03e80050");
    assertThat(from(PROXY).send(header + get()).answer().status()).isEqualTo(200);
    assertSeen("192.0.2.8");
    String six = "20010db8000000000000000000000001";
    String header6 = binary("21210024" + six + six + "03e80050");
    assertThat(from(PROXY).send(header6 + get()).answer().status()).isEqualTo(200);
    assertSeen("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void aHeaderMayComeInPieces() throws IOException {
    RawClient client = from(PROXY);
    for (char each : "PROXY TCP6 2001:db8::2 2001:db8::1 1000 80\r\n".toCharArray()) {
      client.send(String.valueOf(each));
    }
    assertThat(client.send(get()).answer().status()).isEqualTo(200);
    assertSeen("2001:db8:0:0:0:0:0:2");
  }

  @Test
  void aProxyMaySpeakForItself() throws IOException {
    for (String header : List.of("", "PROXY UNKNOWN\r\n", binary("20000000"))) {
      assertThat(from(PROXY).send(header + get()).answer().status()).isEqualTo(200);
      assertSeen(PROXY);
    }
  }

  @Test
  void theRightmostAddressThatIsNoProxyIsTheClient() throws IOException {
    RawClient client = from(PROXY);
    client.send(get("X-Forwarded-For: 6.6.6.6, 192.0.2.9, 10.1.2.3\r\n")).answer();
    assertSeen("192.0.2.9");
    client.send(get("X-Forwarded-For: 6.6.6.6\r\n", "X-Forwarded-For: 192.0.2.10\r\n")).answer();
    assertSeen("192.0.2.10");
    client.send(get("X-Forwarded-For: 6.6.6.6, unknown, 10.1.2.3\r\n")).answer();
    assertSeen("10.1.2.3");
    client.send(get()).answer();
    assertSeen(PROXY);
  }

  @Test
  void theProxySaysWhetherItsClientSpeaksTls() throws IOException {
    from(PROXY).send(get("X-Forwarded-Proto: https\r\n")).answer();
    assertThat(instance.heads().getLast())
        .contains("X-Forwarded-Proto: https\r\n", ";proto=https\r\n");
    from(STRANGER).send(get("X-Forwarded-Proto: https\r\n")).answer();
    assertThat(instance.heads().getLast())
        .contains("X-Forwarded-Proto: http\r\n", ";proto=http\r\n");
  }

  @Test
  void nobodyElseIsBelieved() throws IOException {
    for (String header :
        List.of("PROXY TCP4 192.0.2.7 192.0.2.1 1000 80\r\n", binary("20000000"))) {
      assertThat(from(STRANGER).send(header + get()).answer().status()).isEqualTo(400);
      clients.getLast().close();
    }
    assertThat(instance.heads()).isEmpty();
    RawClient client = from(STRANGER);
    assertThat(client.send(get("X-Forwarded-For: 6.6.6.6\r\n")).answer().status()).isEqualTo(200);
    assertSeenFromStranger();
  }

  private void assertSeenFromStranger() {
    assertThat(instance.heads().getLast()).contains("\r\nX-Forwarded-For: " + STRANGER + "\r\n");
  }

  @Test
  void whatIsMalformedEndsTheConnection() throws IOException {
    for (String header :
        List.of(
            "PROXY TCP4 192.0.2.7 192.0.2.1 1000\r\n",
            "PROXY TCP4 2001:db8::1 192.0.2.1 1000 80\r\n",
            "PROXY TCP4 example.com 192.0.2.1 1000 80\r\n",
            "PROXY UDP4 192.0.2.7 192.0.2.1 1000 80\r\n",
            "PROXY TCP4 192.0.2.7 192.0.2.1 1000 80\n",
            "PROXY UNKNOWN" + " ".repeat(100),
            binary("3111000c"),
            binary("2111ffff"))) {
      assertThat(from(PROXY).send(header + get()).isClosed()).as(header).isTrue();
    }
    assertThat(instance.heads()).isEmpty();
  }

  @Test
  void limitsHoldForTheClientAndNotForTheProxy() throws IOException {
    String header = "PROXY TCP4 192.0.2.7 192.0.2.1 1000 80\r\n";
    for (int status : new int[] {200, 200, 429}) {
      assertThat(from(PROXY).send(header + get()).answer().status()).isEqualTo(status);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(from(PROXY).send(get()).answer().status()).isEqualTo(200);
    }
    String other = header.replace("192.0.2.7", "192.0.2.8");
    assertThat(from(PROXY).send(other + get()).answer().status()).isEqualTo(200);
  }

  @Test
  void aProxyThatSaysNothingIsNotWaitedForWithoutEnd() throws Exception {
    try (EdgeFixture impatient =
            new EdgeFixture(EdgeFixture.limits(Duration.ofMillis(300)), TRUSTED);
        RawClient silent = impatient.clientFrom(PROXY)) {
      assertThat(silent.send("PROXY TCP4 ").isClosed()).isTrue();
    }
  }

  @Test
  void inHttp2TooEachRequestHasItsOwnClient() throws Exception {
    TrustedProxies loopback = new TrustedProxies(List.of(AddressBlock.parse("127.0.0.1")));
    try (EdgeFixture behind = new EdgeFixture(EdgeLimits.defaults(), loopback);
        H2Client client = new H2Client(behind.port())) {
      RawServer served =
          behind.serve(
              request -> {
                request.ok(request.header("x-forwarded-for"));
                return true;
              });
      for (String each : List.of("192.0.2.1", "192.0.2.2")) {
        var head = H2Requests.get("/").set("x-forwarded-for", "6.6.6.6, " + each);
        assertThat(client.send(head, null).awaitEnd().body()).isEqualTo(each);
      }
      assertThat(served.heads()).hasSize(2);
    }
  }
}
