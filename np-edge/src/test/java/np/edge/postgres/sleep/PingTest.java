package np.edge.postgres.sleep;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import np.edge.postgres.sleep.Ping.Outcome;
import org.junit.jupiter.api.Test;

final class PingTest {
  private static final String EXTENDED = "P\0\0\0\0 B\0\0\0\0\0\0\0\0 D" + "P\0 E\0\0\0\0\0 S";
  private final ByteBuf out = Unpooled.buffer();

  @Test
  void answersQueriesThatDoNothing() {
    for (String sql : new String[] {"", ";", " ; ", "-- ping", "/* ping */"}) {
      assertThat(answer("Q" + sql + "\0")).isEqualTo(Outcome.ANSWERED);
      assertThat(types()).isEqualTo("IZ");
    }
  }

  @Test
  void answersTheExtendedProtocol() {
    assertThat(answer(EXTENDED)).isEqualTo(Outcome.ANSWERED);
    assertThat(types()).isEqualTo("12nIZ");
  }

  @Test
  void knowsPreparedStatementsThatDoNothing() {
    assertThat(answer("B\0nothing\0\0\0\0\0\0\0 E\0\0\0\0\0 S")).isEqualTo(Outcome.ANSWERED);
    assertThat(types()).isEqualTo("2IZ");
    assertThat(answer("B\0other\0\0\0\0\0\0\0 E\0\0\0\0\0 S")).isEqualTo(Outcome.OTHER);
  }

  @Test
  void leavesEverythingElseToTheDatabase() {
    for (String said :
        new String[] {
          "QSELECT 1\0",
          "P\0SELECT 1\0\0\0 B\0\0\0\0\0\0\0\0 E\0\0\0\0\0 S",
          "X",
          "C" + "S\0",
          "Pname\0\0\0\0 S",
          "B\0\0\0\0\0\0\0\0 E\0\0\0\0\0 S",
          "F",
          "d",
          EXTENDED + " QSELECT 1\0"
        }) {
      ByteBuf in = encode(said);
      int before = in.readableBytes();
      assertThat(ping().answer(in, out)).as(said).isEqualTo(Outcome.OTHER);
      assertThat(in.readableBytes()).isEqualTo(before);
      assertThat(out.isReadable()).isFalse();
    }
  }

  @Test
  void waitsForWhatIsNotComplete() {
    ByteBuf all = encode(EXTENDED);
    for (int size = 1; size < all.readableBytes(); size++) {
      ByteBuf in = all.copy(0, size);
      assertThat(ping().answer(in, out)).isEqualTo(Outcome.UNFINISHED);
      assertThat(in.readableBytes()).isEqualTo(size);
      assertThat(out.isReadable()).isFalse();
    }
  }

  @Test
  void doesNotWaitForever() {
    ByteBuf in = Unpooled.buffer().writeByte('Q').writeInt(1000).writeZero(300);
    assertThat(ping().answer(in, out)).isEqualTo(Outcome.OTHER);
    assertThat(ping().answer(Unpooled.buffer().writeByte('Q').writeInt(1), out))
        .isEqualTo(Outcome.OTHER);
  }

  private static Ping ping() {
    return new Ping("nothing"::equals);
  }

  private Outcome answer(String said) {
    return ping().answer(encode(said), out);
  }

  private String types() {
    StringBuilder types = new StringBuilder();
    while (out.isReadable()) {
      types.append((char) out.readByte());
      out.skipBytes(out.readInt() - 4);
    }
    return types.toString();
  }

  /** Messages, separated by spaces that are no part of them: a type and the content. */
  private static ByteBuf encode(String messages) {
    ByteBuf all = Unpooled.buffer();
    for (String message : messages.split("(?<=.) (?=[A-Z])", -1)) {
      all.writeByte(message.charAt(0)).writeInt(4 + message.length() - 1);
      all.writeCharSequence(message.substring(1), StandardCharsets.ISO_8859_1);
    }
    return all;
  }
}
