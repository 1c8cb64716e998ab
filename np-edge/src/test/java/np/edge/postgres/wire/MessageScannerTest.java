package np.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MessageScannerTest {
  private final List<String> seen = new ArrayList<>();
  private final MessageScanner scanner =
      new MessageScanner(
          new MessageListener() {
            @Override
            public boolean wants(byte type, int size) {
              return type == 'Z' || type == 'S';
            }

            @Override
            public void passed(byte type) {
              seen.add("" + (char) type);
            }

            @Override
            public void content(byte type, ByteBuf in, int at, int size) {
              seen.add((char) type + ":" + in.toString(at, size, StandardCharsets.US_ASCII));
            }
          });

  @Test
  void seesEveryMessageHoweverItIsCut() {
    ByteBuf stream = stream();
    int length = stream.readableBytes();
    for (int first = 0; first <= length; first++) {
      for (int second = first; second <= length; second++) {
        seen.clear();
        assertThat(scanner.scan(stream.slice(0, first))).isTrue();
        assertThat(scanner.scan(stream.slice(first, second - first))).isTrue();
        assertThat(scanner.scan(stream.slice(second, length - second))).isTrue();
        assertThat(seen).containsExactly("D", "C", "S:a=b", "D", "S:", "Z:I");
        assertThat(scanner.isBetweenMessages()).isTrue();
      }
    }
  }

  @Test
  void takesNothing() {
    ByteBuf stream = stream();
    int before = stream.readerIndex();
    scanner.scan(stream);
    assertThat(stream.readerIndex()).isEqualTo(before);
  }

  @Test
  void knowsWhetherItIsInsideAMessage() {
    ByteBuf stream = stream();
    scanner.scan(stream.slice(0, 1));
    assertThat(scanner.isBetweenMessages()).isFalse();
    scanner.scan(stream.slice(1, 5));
    assertThat(scanner.isBetweenMessages()).isFalse();
  }

  @Test
  void refusesImpossibleLengths() {
    for (int length : new int[] {3, 0, -1, Integer.MIN_VALUE, 0x40000005}) {
      ByteBuf in = Unpooled.buffer().writeByte('D').writeInt(length);
      MessageScanner fresh = new MessageScanner(new Nobody());
      assertThat(fresh.scan(in)).isFalse();
      MessageScanner bitwise = new MessageScanner(new Nobody());
      assertThat(bitwise.scan(in.slice(0, 3)) && bitwise.scan(in.slice(3, 2))).isFalse();
    }
  }

  private static ByteBuf stream() {
    ByteBuf out = Unpooled.buffer();
    message(out, 'D', "0123456789");
    message(out, 'C', "INSERT 0 1");
    message(out, 'S', "a=b");
    message(out, 'D', "");
    message(out, 'S', "");
    message(out, 'Z', "I");
    return out;
  }

  private static void message(ByteBuf out, char type, String content) {
    out.writeByte(type).writeInt(4 + content.length());
    out.writeCharSequence(content, StandardCharsets.US_ASCII);
  }

  private static final class Nobody implements MessageListener {
    @Override
    public boolean wants(byte type, int size) {
      return false;
    }

    @Override
    public void passed(byte type) {
      throw new IllegalStateException("this is no message");
    }

    @Override
    public void content(byte type, ByteBuf in, int at, int size) {
      throw new IllegalStateException("nobody wants it");
    }
  }
}
