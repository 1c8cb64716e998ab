package np.edge.postgres.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import np.edge.postgres.wire.RefusedException;
import org.junit.jupiter.api.Test;

/** Both directions of a client that is lent a session. */
final class StreamsTest {
  private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;
  private final ByteBuf sent = Unpooled.buffer();
  private final StatementNames names = new StatementNames();
  private final ClientTexts texts = new ClientTexts(Script.EMPTY);
  private ServerState server = new ServerState();
  private ServerStream answers = new ServerStream(server);

  private final ClientStream.Sink sink =
      new ClientStream.Sink() {
        @Override
        public ServerState server() {
          return server;
        }

        @Override
        public void write(ByteBuf bytes) {
          sent.writeBytes(bytes);
          bytes.release();
        }

        @Override
        public ByteBufAllocator allocator() {
          return ALLOCATOR;
        }
      };

  @Test
  void passesWhatNamesNothingAsItIs() throws RefusedException {
    String all = "QSELECT 1\0|P\0SELECT 2\0\0\0|B\0\0\0\0\0\0\0\0|DP\0|E\0\0\0\0\0|S|Hx|dsome|f";
    assertThat(translate(all)).isEqualTo(all);
  }

  @Test
  void givesStatementsTheNamesThatTheyHaveInTheSession() throws RefusedException {
    assertThat(translate("PS_1\0SELECT 1\0\0\0|DSS_1\0|B\0S_1\0rest|E\0\0\0\0\0|S"))
        .isEqualTo("Pnp:1\0SELECT 1\0\0\0|DSnp:1\0|B\0np:1\0rest|E\0\0\0\0\0|S");
  }

  @Test
  void preparesInASessionThatDoesNotKnowTheStatement() throws RefusedException {
    ClientStream client = new ClientStream(names, texts);
    translate(client, "PS_1\0SELECT 1\0\0\0|S");
    assertThat(answer("1|ZI")).isEqualTo("1|ZI");
    lendAnother();
    assertThat(translate(client, "B\0S_1\0x|E\0\0\0\0\0|S|B\0S_1\0y|E\0\0\0\0\0|S"))
        .isEqualTo("Pnp:1\0SELECT 1\0\0\0|B\0np:1\0x|E\0\0\0\0\0|S|B\0np:1\0y|E\0\0\0\0\0|S");
    assertThat(answer("1|2|Crow\0|ZI|2|Crow\0|ZI")).isEqualTo("2|Crow\0|ZI|2|Crow\0|ZI");
    assertThat(translate(client, "B\0S_1\0z|E\0\0\0\0\0|S")).startsWith("B\0np:1\0z");
  }

  /** The second client's Parse is tried without a name, so that it is answered as it must be. */
  @Test
  void clientsThatPrepareTheSameShareIt() throws RefusedException {
    translate("PS_1\0SELECT 1\0\0\0|S");
    answer("1|ZI");
    ClientStream other = new ClientStream(names, texts);
    assertThat(translate(other, "Pmine\0SELECT 1\0\0\0|B\0mine\0x|S"))
        .isEqualTo("P\0SELECT 1\0\0\0|B\0np:1\0x|S");
    assertThat(answer("1|2|ZI")).isEqualTo("1|2|ZI");
  }

  @Test
  void aStatementThatFailsIsNotPrepared() throws RefusedException {
    ClientStream client = new ClientStream(names, texts);
    translate(client, "PS_1\0SELEC\0\0\0|S");
    assertThat(answer("Ewrong|ZI")).isEqualTo("Ewrong|ZI");
    assertThat(translate(client, "B\0S_1\0x|S")).isEqualTo("Pnp:1\0SELEC\0\0\0|B\0np:1\0x|S");
    assertThat(answer("Ewrong|ZI")).isEqualTo("Ewrong|ZI");
    assertThat(server.isSettled()).isTrue();
  }

  /** After an error the session skips everything up to the Sync. */
  @Test
  void errorsSkipTheAnswersThatFollow() throws RefusedException {
    ClientStream client = new ClientStream(names, texts);
    translate(client, "PS_1\0a\0\0\0|S|PS_2\0b\0\0\0|B\0S_2\0x|S|PS_3\0c\0\0\0|S");
    assertThat(answer("1|ZI|Eno|ZI|1|ZI")).isEqualTo("1|ZI|Eno|ZI|1|ZI");
    lendAnother();
    translate(client, "B\0S_1\0x|B\0S_2\0x|S|B\0S_3\0x|S");
    assertThat(answer("1|2|Eno|ZI|1|2|ZI")).isEqualTo("2|Eno|ZI|2|ZI");
    assertThat(server.isSettled()).isTrue();
  }

  @Test
  void closingAStatementLeavesItToTheOthers() throws RefusedException {
    ClientStream client = new ClientStream(names, texts);
    translate(client, "PS_1\0SELECT 1\0\0\0|S");
    answer("1|ZI");
    assertThat(translate(client, "CSS_1\0|S")).isEqualTo("CSnp?\0|S");
    assertThat(translate(client, "B\0S_1\0x|S")).isEqualTo("B\0S_1\0x|S");
  }

  /** Nobody gets at another client's statement by guessing its name. */
  @Test
  void namesOfTheSessionAreNobodys() throws RefusedException {
    translate("PS_1\0SELECT 1\0\0\0|S");
    answer("1|ZI");
    assertThat(translate("B\0np:1\0x|S|DSnp:1\0|S")).isEqualTo("B\0np?\0x|S|DSnp?\0|S");
  }

  @Test
  void itDoesNotMatterHowTheBytesAreCut() throws RefusedException {
    String all =
        "PS_1\0SELECT 1\0\0\0|B\0S_1\0rest|E\0\0\0\0\0|S|QSELECT 1\0|dxyz|B\0\0none|CSS_1\0|S";
    String whole = translate(new ClientStream(names, texts), all);
    ByteBuf bytes = encode(all);
    for (int cut = 0; cut <= bytes.readableBytes(); cut++) {
      lendAnother();
      ClientStream client = new ClientStream(names, texts);
      client.translate(bytes.copy(0, cut), sink);
      client.translate(bytes.copy(cut, bytes.readableBytes() - cut), sink);
      assertThat(decode(sent)).isEqualTo(whole);
    }
    String answered = "1|2|Crow\0|ZI|Dabc|CSELECT 1\0|ZI|2|3|ZI";
    ByteBuf back = encode(answered);
    for (int cut = 0; cut <= back.readableBytes(); cut++) {
      lendAnother();
      server.expect(new ServerState.Expected(ServerState.Expected.Kind.OWN_PARSE, null, null));
      ByteBuf out = Unpooled.buffer();
      answers.translate(back.copy(0, cut), ALLOCATOR, texts, each -> take(each, out));
      answers.translate(
          back.copy(cut, back.readableBytes() - cut), ALLOCATOR, texts, each -> take(each, out));
      assertThat(decode(out)).isEqualTo(answered.substring(2));
    }
  }

  @Test
  void goodbyeIsNotPassedOn() throws RefusedException {
    ClientStream client = new ClientStream(names, texts);
    assertThat(translate(client, "S|X|Q1\0")).isEqualTo("S");
    assertThat(client.isEnded()).isTrue();
  }

  @Test
  void refusesImpossibleMessages() {
    for (ByteBuf in :
        List.of(
            Unpooled.buffer().writeByte('Q').writeInt(3),
            Unpooled.buffer().writeByte('P').writeInt(5_000_000),
            encode("Bx"),
            encode("Pname"))) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> new ClientStream(names, texts).translate(in, sink));
    }
  }

  @Test
  void settingsAreKeptWhenTheyAreMade() throws RefusedException {
    translate("QSET a = 1\0");
    answer("CSET\0|ZI");
    assertThat(texts.script().statements()).containsEntry("a", "SET a = 1");
    translate("QBEGIN\0|QSET b = 2\0|QROLLBACK\0");
    answer("CBEGIN\0|ZT|CSET\0|ZT|CROLLBACK\0|ZI");
    assertThat(texts.script().statements()).doesNotContainKey("b");
    translate("PS_9\0SET c = 3\0\0\0|S|B\0S_9\0x|E\0\0\0\0\0|S");
    answer("1|ZI|2|CSET\0|ZI");
    assertThat(texts.script().statements()).containsKey("c");
    translate("QSET d = 4\0");
    answer("Eno|ZI");
    assertThat(texts.script().statements()).doesNotContainKey("d");
    assertThat(texts.isSticky()).isFalse();
    answer("CLISTEN\0|ZI");
    assertThat(texts.isSticky()).isTrue();
  }

  @Test
  void settingsThatCannotBeToldApartBindTheClient() throws RefusedException {
    translate("QSET a = 1; SET b = 2\0");
    assertThat(texts.isSticky()).isTrue();
  }

  private void lendAnother() {
    server = new ServerState();
    answers = new ServerStream(server);
    sent.clear();
  }

  private String translate(String messages) throws RefusedException {
    return translate(new ClientStream(names, texts), messages);
  }

  private String translate(ClientStream client, String messages) throws RefusedException {
    sent.clear();
    client.translate(encode(messages), sink);
    return decode(sent);
  }

  private String answer(String messages) {
    ByteBuf out = Unpooled.buffer();
    assertThat(answers.translate(encode(messages), ALLOCATOR, texts, each -> take(each, out)))
        .isTrue();
    return decode(out);
  }

  private static void take(ByteBuf each, ByteBuf out) {
    out.writeBytes(each);
    each.release();
  }

  private static ByteBuf encode(String messages) {
    ByteBuf all = Unpooled.buffer();
    for (String message : messages.split("[|]", -1)) {
      all.writeByte(message.charAt(0)).writeInt(4 + message.length() - 1);
      all.writeCharSequence(message.substring(1), StandardCharsets.ISO_8859_1);
    }
    return all;
  }

  private static String decode(ByteBuf in) {
    List<String> all = new ArrayList<>();
    while (in.isReadable()) {
      char type = (char) in.readByte();
      int size = in.readInt() - 4;
      all.add(type + in.readCharSequence(size, StandardCharsets.ISO_8859_1).toString());
    }
    return String.join("|", all);
  }
}
