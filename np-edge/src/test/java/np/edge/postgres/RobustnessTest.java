package np.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import np.edge.postgres.PostgresSocket.Message;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.postgres.scram.ScramExchange;
import np.edge.postgres.scram.TestScramClient;
import np.edge.postgres.wire.ClientMessages;
import np.edge.proxy.TrustedProxies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that mean no good, or are very slow. */
final class RobustnessTest {
  private static final int TLS_ALERT = 21;
  private static final int CLOSED = -1;
  private static final String LABEL = "shop-x7";
  private static final byte[] STARTUP = startup("user\0" + LABEL + "\0database\0" + LABEL + "\0\0");
  private static GatewayFixture fixture;
  private static GatewayFixture hasty;

  @BeforeAll
  static void start() throws IOException {
    fixture = new GatewayFixture();
    fixture.database(LABEL);
    fixture.instance().stop();
    Duration brief = Duration.ofMillis(400);
    hasty =
        new GatewayFixture(
            new GatewayLimits(brief, brief, brief, brief, brief, brief, 10_000, 10, 10, 10),
            TrustedProxies.NONE);
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
    hasty.close();
  }

  /** In every phase a client that says no more is told so and sent away. */
  @Test
  void stallsAtEveryByteAreEnded() throws IOException {
    List<PostgresSocket> stalled = new ArrayList<>();
    byte[] answer = saslInitial();
    for (int i = 0; i < STARTUP.length; i++) {
      stalled.add(hasty.socket().send(Arrays.copyOf(STARTUP, i)));
    }
    for (int i = 0; i < answer.length; i++) {
      PostgresSocket client = hasty.socket().send(STARTUP);
      stalled.add(client.send(Arrays.copyOf(answer, i)));
    }
    for (PostgresSocket each : stalled) {
      Message last = each.message();
      if (last.type() == 'R') {
        last = each.message();
      }
      assertThat(last.field('C')).isEqualTo("08006");
      assertThat(each.isClosed()).isTrue();
      each.close();
    }
    assertThat(hasty.catalog().wakes()).isZero();
  }

  /** A client that is late in TLS would not understand an error in clear. */
  @Test
  void stallsInTlsAreEnded() throws IOException {
    for (int bytes : new int[] {0, 1, 5, 20}) {
      try (PostgresSocket client = hasty.socket()) {
        client.ints(8, 80877103);
        assertThat(client.read()).isEqualTo('S');
        client.send(Arrays.copyOf(new byte[] {22, 3, 1, 0, 100, 1, 0, 0, 96, 3, 3}, bytes));
        assertThat(client.isClosed()).isTrue();
      }
    }
  }

  @Test
  void bytesBehindARequestForTlsCloseTheConnection() throws IOException {
    int wakes = fixture.catalog().wakes();
    for (int request : new int[] {80877103, 80877104}) {
      for (byte[] smuggled :
          new byte[][] {{0}, {22}, STARTUP, "SELECT 1".getBytes(StandardCharsets.US_ASCII)}) {
        try (PostgresSocket client = fixture.socket()) {
          ByteBuf both =
              Unpooled.wrappedBuffer(
                  Unpooled.copyInt(8, request), Unpooled.wrappedBuffer(smuggled));
          client.send(both);
          assertThat(client.isClosed()).isTrue();
        }
      }
    }
    assertThat(fixture.catalog().wakes()).isEqualTo(wakes);
  }

  @Test
  void eachEncryptionMayBeAskedForOnce() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.ints(8, 80877104);
      assertThat(client.read()).isEqualTo('N');
      client.ints(8, 80877104);
      assertThat(client.message().field('C')).isEqualTo("08P01");
    }
    try (PostgresSocket client = fixture.socket()) {
      client.ints(8, 80877104);
      assertThat(client.read()).isEqualTo('N');
      client.tls(Optional.empty()).ints(8, 80877103);
      assertThat(client.message().field('M')).contains("at the wrong time");
    }
    try (PostgresSocket client = fixture.socket()) {
      client.tls(Optional.empty()).ints(8, 80877104);
      assertThat(client.message().field('M')).contains("at the wrong time");
    }
  }

  /** Startup packets and answers with a few wrong bytes: an error, or the way that others go. */
  @Test
  void mutationsHarmNobody() throws IOException {
    int wakes = fixture.catalog().wakes();
    Random random = new Random(20_261_125);
    byte[] answer = saslInitial();
    for (int i = 0; i < 3_000; i++) {
      try (PostgresSocket client = fixture.socket()) {
        boolean early = i % 2 == 0;
        client.send(early ? mutated(STARTUP, random) : STARTUP);
        client.send(early ? answer : mutated(answer, random)).finish();
        assertThat(firstByte(client)).isIn((int) 'R', (int) 'E', (int) 'v', TLS_ALERT, CLOSED);
      }
    }
    assertThat(fixture.catalog().wakes()).isEqualTo(wakes);
    await().until(() -> fixture.gateway().connections().open() == 0);
    try (PostgresSocket client = fixture.socket()) {
      client.startup(Map.of("user", LABEL));
      assertThat(client.message().type()).isEqualTo('R');
    }
  }

  private static int firstByte(PostgresSocket client) throws IOException {
    try {
      return client.read();
    } catch (SocketException e) {
      return CLOSED; // reset while it was still sending
    }
  }

  private static byte[] mutated(byte[] model, Random random) {
    byte[] bytes = model.clone();
    for (int n = random.nextInt(3); n >= 0; n--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
    }
    return bytes;
  }

  private static byte[] startup(String parameters) {
    byte[] content = parameters.getBytes(StandardCharsets.US_ASCII);
    ByteBuf out = Unpooled.buffer().writeInt(8 + content.length).writeInt(3 << 16);
    return bytes(out.writeBytes(content));
  }

  private static byte[] saslInitial() {
    byte[] first = new TestScramClient("x").first(Optional.empty());
    byte[] name = ScramExchange.PLAIN.getBytes(StandardCharsets.US_ASCII);
    ByteBuf out = Unpooled.buffer();
    out.writeByte('p').writeInt(4 + name.length + 1 + 4 + first.length);
    return bytes(out.writeBytes(name).writeByte(0).writeInt(first.length).writeBytes(first));
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  @Test
  void wrongKeysForCancellingAreAnsweredByNothing() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      try (PostgresSocket client = fixture.socket()) {
        byte[] secret = new byte[4 + random.nextInt(60)];
        random.nextBytes(secret);
        ByteBuf out = Unpooled.buffer();
        ClientMessages.cancel(out, random.nextInt(), secret);
        client.send(out);
        assertThat(client.isClosed()).isTrue();
      }
    }
  }

  @Test
  void aWebBrowserIsToldToo() throws IOException {
    try (PostgresSocket client = fixture.socket()) {
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(client.message().field('M')).isEqualTo("invalid length of startup packet");
    }
  }
}
