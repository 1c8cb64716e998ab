package np.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FirstPacketReaderTest {

  @Test
  void readsTheThreeRequests() throws RefusedException {
    assertThat(FirstPacketReader.read(ints(8, 80877103))).isEqualTo(new FirstPacket.TlsRequest());
    assertThat(FirstPacketReader.read(ints(8, 80877104))).isEqualTo(new FirstPacket.GssRequest());
    assertThat(FirstPacketReader.read(ints(16, 80877102, 42, 0x01020304)))
        .isInstanceOfSatisfying(
            FirstPacket.Cancel.class,
            cancel -> {
              assertThat(cancel.process()).isEqualTo(42);
              assertThat(cancel.secret()).containsExactly(1, 2, 3, 4);
            });
  }

  @Test
  void readsAStartupInTheClientsOrder() throws RefusedException {
    ByteBuf packet = startup(3 << 16, "user\0bob\0database\0shop\0options\0\0\0");
    StartupMessage message = message(packet);
    assertThat(message.version()).isEqualTo(ProtocolVersion.V3_0);
    assertThat(message.parameters().keySet()).containsExactly("user", "database", "options");
    assertThat(message.parameter("user")).isEqualTo("bob");
    assertThat(message.needsNegotiation()).isFalse();
    assertThat(packet.isReadable()).isFalse();
  }

  @Test
  void takesNothingBeforeAPacketIsComplete() throws RefusedException {
    ByteBuf whole = startup(3 << 16, "user\0bob\0\0");
    for (int size = 0; size < whole.readableBytes(); size++) {
      ByteBuf part = whole.slice(0, size);
      assertThat(FirstPacketReader.read(part)).isNull();
      assertThat(part.readableBytes()).isEqualTo(size);
    }
  }

  @Test
  void leavesWhatFollowsThePacket() throws RefusedException {
    ByteBuf in = Unpooled.wrappedBuffer(ints(8, 80877103), Unpooled.wrappedBuffer(new byte[] {7}));
    assertThat(FirstPacketReader.read(in)).isEqualTo(new FirstPacket.TlsRequest());
    assertThat(in.readableBytes()).isEqualTo(1);
  }

  @Test
  void negotiatesWhatItDoesNotKnow() throws RefusedException {
    assertThat(message(3 << 16 | 2, "user\0b\0\0").needsNegotiation()).isFalse();
    assertThat(message(3 << 16 | 1, "user\0b\0\0").version().agreed())
        .isEqualTo(ProtocolVersion.V3_0);
    assertThat(message(3 << 16 | 9999, "user\0b\0\0").version().agreed())
        .isEqualTo(ProtocolVersion.V3_2);
    StartupMessage asking = message(3 << 16, "user\0b\0_pq_.x\0on\0\0");
    assertThat(asking.needsNegotiation()).isTrue();
    assertThat(asking.extensions()).containsExactly("_pq_.x");
  }

  @Test
  void refusesWhatIsNoPacket() {
    refuses(ints(7, 0), "invalid length of startup packet");
    refuses(ints(10_001, 3 << 16), "invalid length of startup packet");
    refuses(ints(-1, 3 << 16), "invalid length of startup packet");
    refuses(ascii("GET / HTTP/1.1\r\n"), "invalid length of startup packet");
    refuses(ascii("G"), "invalid length of startup packet");
    refuses(ints(12, 80877103, 1), "invalid length of startup packet");
    refuses(ints(12, 80877102, 1), "invalid length of cancel request packet");
    refuses(
        startup(2 << 16, "\0"), "unsupported frontend protocol 2.0: server supports 3.0 to 3.2");
    String layout = "invalid startup packet layout: expected terminator as last byte";
    refuses(startup(3 << 16, ""), layout);
    refuses(startup(3 << 16, "user\0bob\0"), layout);
    refuses(startup(3 << 16, "user\0bob"), layout);
    refuses(startup(3 << 16, "user\0\0user\0bob\0\0"), layout);
    refuses(startup(3 << 16, "user\0bob\0\0x"), layout);
  }

  @Test
  void refusesBytesThatAreNoText() {
    ByteBuf packet = startup(3 << 16, "user\0b?b\0\0");
    packet.setByte(14, 0xff);
    refuses(packet, "startup packet is not valid UTF-8");
  }

  /** Each either a packet, not complete yet, or refused; nothing else ever happens. */
  @Test
  void survivesAHundredThousandMutations() throws RefusedException {
    Random random = new Random(20_261_121);
    byte[] model = bytes(startup(3 << 16, "user\0bob\0database\0shop\0options\0-c a=b\0\0"));
    int read = 0;
    for (int i = 0; i < 100_000; i++) {
      try {
        read += FirstPacketReader.read(mutated(model, random)) == null ? 0 : 1;
      } catch (RefusedException e) {
        assertThat(e.error().message()).isNotEmpty();
      }
    }
    assertThat(read).isBetween(1_000, 99_000);
  }

  private static ByteBuf mutated(byte[] model, Random random) {
    byte[] bytes = model.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return Unpooled.wrappedBuffer(bytes, 0, bytes.length - random.nextInt(3));
  }

  private static StartupMessage message(int version, String parameters) throws RefusedException {
    return message(startup(version, parameters));
  }

  private static StartupMessage message(ByteBuf in) throws RefusedException {
    if (FirstPacketReader.read(in) instanceof FirstPacket.Startup startup) {
      return startup.message();
    }
    throw new AssertionError("not a startup message");
  }

  private static void refuses(ByteBuf in, String message) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> FirstPacketReader.read(in))
        .satisfies(e -> assertThat(e.error().message()).isEqualTo(message));
  }

  private static ByteBuf startup(int version, String parameters) {
    byte[] content = parameters.getBytes(StandardCharsets.UTF_8);
    return Unpooled.wrappedBuffer(
            ints(8 + content.length, version), Unpooled.wrappedBuffer(content))
        .copy();
  }

  private static ByteBuf ints(int... values) {
    return Unpooled.copyInt(values);
  }

  private static ByteBuf ascii(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  /** What a client writes is read as it was meant. */
  @Test
  void readsWhatAClientWrites() throws RefusedException {
    ByteBuf out = Unpooled.buffer();
    ClientMessages.startup(out, Map.of("user", "bób"));
    assertThat(message(out).parameter("user")).isEqualTo("bób");
    ClientMessages.cancel(out, 7, new byte[] {1, 2, 3, 4, 5});
    assertThat(FirstPacketReader.read(out)).isInstanceOf(FirstPacket.Cancel.class);
  }
}
