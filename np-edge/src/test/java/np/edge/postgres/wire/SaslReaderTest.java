package np.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SaslReaderTest {

  @Test
  void readsTheClientsChoice() throws RefusedException {
    ByteBuf in = message("SCRAM-SHA-256\0\0\0\0\3abc");
    SaslReader.Initial initial = Objects.requireNonNull(SaslReader.initial(in));
    assertThat(initial.mechanism()).isEqualTo("SCRAM-SHA-256");
    assertThat(initial.data()).containsExactly('a', 'b', 'c');
    assertThat(in.isReadable()).isFalse();
  }

  @Test
  void takesNothingBeforeAnAnswerIsComplete() throws RefusedException {
    ByteBuf whole = message("SCRAM-SHA-256\0\0\0\0\3abc");
    for (int size = 0; size < whole.readableBytes(); size++) {
      ByteBuf part = whole.slice(0, size);
      assertThat(SaslReader.initial(part)).isNull();
      assertThat(SaslReader.response(part)).isNull();
      assertThat(part.readableBytes()).isEqualTo(size);
    }
    assertThat(SaslReader.response(whole)).hasSize(21);
  }

  @Test
  void refusesWhatIsNoAnswer() {
    refuses(Unpooled.wrappedBuffer(new byte[] {'Q'}));
    refuses(Unpooled.wrappedBuffer(new byte[] {'p', 0, 0, 0, 3}));
    refuses(Unpooled.wrappedBuffer(new byte[] {'p', 0, 0, 4, 1}));
    refuses(Unpooled.wrappedBuffer(new byte[] {'p', -1, -1, -1, -1}));
    refuses(message("SCRAM-SHA-256"));
    refuses(message("SCRAM-SHA-256\0\0\0\0"));
    refuses(message("SCRAM-SHA-256\0\0\0\0\4abc"));
    refuses(message("SCRAM-SHA-256\0\0\0\0\2abc"));
  }

  private static void refuses(ByteBuf in) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> SaslReader.initial(in))
        .satisfies(e -> assertThat(e.error().state()).isEqualTo(SqlState.PROTOCOL_VIOLATION));
  }

  private static ByteBuf message(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    return Unpooled.buffer().writeByte('p').writeInt(4 + bytes.length).writeBytes(bytes);
  }
}
