package np.edge.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ConversationTest {
  private final Conversation talk = new Conversation();

  @Test
  void aQueryIsAnsweredByOneReadyForQuery() {
    assertThat(talk.isIdle()).isTrue();
    client("Q");
    assertThat(talk.isIdle()).isFalse();
    server("T", "D", "C");
    assertThat(talk.isIdle()).isFalse();
    ready('I');
    assertThat(talk.isIdle()).isTrue();
  }

  @Test
  void anOpenTransactionIsNotIdle() {
    client("Q");
    ready('T');
    assertThat(talk.isIdle()).isFalse();
    client("Q");
    ready('E');
    assertThat(talk.isIdle()).isFalse();
    client("Q");
    ready('I');
    assertThat(talk.isIdle()).isTrue();
  }

  @Test
  void eachSyncOfAPipelineIsAnswered() {
    client("P", "B", "E", "S", "B", "E", "S");
    ready('I');
    assertThat(talk.isIdle()).isFalse();
    ready('I');
    assertThat(talk.isIdle()).isTrue();
  }

  @Test
  void messagesWithoutASyncAreStillOpen() {
    client("P", "H");
    assertThat(talk.isIdle()).isFalse();
    client("S");
    ready('I');
    assertThat(talk.isIdle()).isTrue();
  }

  @Test
  void partOfAMessageIsNotIdle() {
    talk.client(Unpooled.wrappedBuffer(new byte[] {'Q', 0}));
    assertThat(talk.isIdle()).isFalse();
  }

  @Test
  void copiesInByASimpleQuery() {
    client("Q");
    server("G");
    client("d", "d", "c");
    server("C");
    ready('I');
    assertThat(talk.isIdle()).isTrue();
  }

  /** The Sync behind the Execute is ignored, as the server copies in by then. */
  @Test
  void copiesInByTheExtendedProtocol() {
    client("P", "B", "E", "S");
    server("1", "2", "G");
    client("d", "c", "S");
    server("C");
    ready('I');
    assertThat(talk.isIdle()).isTrue();
  }

  @Test
  void copiesInThatFail() {
    client("Q");
    server("G");
    client("d", "f");
    server("E");
    ready('I');
    assertThat(talk.isIdle()).isTrue();
  }

  @Test
  void knowsWhenTheClientSaysGoodbye() {
    client("X");
    assertThat(talk.isEnded()).isTrue();
  }

  @Test
  void tellsOnceWhenRolesHaveChangedForGood() {
    client("Q");
    message("C", "CREATE ROLE\0");
    ready('T');
    assertThat(talk.takeRolesChanged()).isFalse();
    client("Q");
    ready('I');
    assertThat(talk.takeRolesChanged()).isTrue();
    assertThat(talk.takeRolesChanged()).isFalse();
    for (String tag : new String[] {"INSERT 0 1\0", "SELECT 1000\0", "DROP TABLE\0"}) {
      message("C", tag);
      ready('I');
      assertThat(talk.takeRolesChanged()).isFalse();
    }
    message("C", "ALTER ROLE\0");
    ready('I');
    assertThat(talk.takeRolesChanged()).isTrue();
    message("C", "DROP ROLE\0");
    ready('I');
    assertThat(talk.takeRolesChanged()).isTrue();
  }

  @Test
  void saysWhereTheLastMessageEnds() {
    ByteBuf in = Unpooled.wrappedBuffer(encode("D", "abc"), encode("D", "defghi").slice(0, 7));
    talk.server(in);
    assertThat(talk.lastEnd()).isEqualTo(8);
    assertThat(talk.mayInterrupt()).isFalse();
    talk.server(encode("D", "defghi").slice(7, 2));
    assertThat(talk.lastEnd()).isEqualTo(-1);
    talk.server(encode("D", "defghi").slice(9, 2));
    assertThat(talk.mayInterrupt()).isTrue();
  }

  private void client(String... types) {
    for (String type : types) {
      assertThat(talk.client(encode(type, "x"))).isTrue();
    }
  }

  private void server(String... types) {
    for (String type : types) {
      message(type, "x");
    }
  }

  private void ready(char status) {
    message("Z", "" + status);
  }

  private void message(String type, String content) {
    assertThat(talk.server(encode(type, content))).isTrue();
  }

  private static ByteBuf encode(String type, String content) {
    ByteBuf out = Unpooled.buffer().writeByte(type.charAt(0)).writeInt(4 + content.length());
    out.writeCharSequence(content, StandardCharsets.US_ASCII);
    return out;
  }
}
