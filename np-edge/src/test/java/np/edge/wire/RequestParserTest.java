package np.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("StringConcatToTextBlock") // the line ends are what is tested
final class RequestParserTest {
  private static final String REQUEST =
      "POST /a/b?c=d HTTP/1.1\r\nHost: Shop.Example.com:8080\r\nContent-Length: 12\r\n"
          + "Connection: close, X-Own\r\nX-Own:  spaced \t\r\nEmpty:\r\n\r\n";

  private final RequestParser parser = new RequestParser(16_384);

  private RequestHead parse(String text) throws MalformedException {
    RequestHead head = new RequestHead();
    head.clear();
    ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    assertThat(new HeadReader(49_152).read(in, head.fields())).isTrue();
    parser.parse(head);
    return head;
  }

  @Test
  void aHeadIsReadIntoItsParts() throws MalformedException {
    RequestHead head = parse(REQUEST);

    assertThat(head.method()).isEqualTo("POST");
    assertThat(head.path()).isEqualTo("/a/b");
    assertThat(head.query()).isEqualTo("c=d");
    assertThat(head.host()).isEqualTo("Shop.Example.com:8080");
    assertThat(head.header("x-own")).isEqualTo("spaced");
    assertThat(head.header("empty")).isEmpty();
    assertThat(head.header("absent")).isNull();
    assertThat(head.framing().length()).isEqualTo(12);
    assertThat(head.framing().close()).isTrue();
    assertThat(head.hasBody()).isTrue();
    assertThat(head.isIdempotent()).isFalse();
  }

  @Test
  void theSameHeadComesOutHoweverTheBytesAreCut() throws MalformedException {
    for (int cut = 1; cut < REQUEST.length(); cut++) {
      RequestHead head = new RequestHead();
      head.clear();
      HeadReader reader = new HeadReader(49_152);
      byte[] bytes = (REQUEST + "body").getBytes(StandardCharsets.ISO_8859_1);
      ByteBuf second = Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut);
      assertThat(reader.read(Unpooled.wrappedBuffer(bytes, 0, cut), head.fields())).isFalse();
      assertThat(reader.read(second, head.fields())).isTrue();
      parser.parse(head);
      assertThat(head.target()).isEqualTo("/a/b?c=d");
      assertThat(second.toString(StandardCharsets.ISO_8859_1)).isEqualTo("body");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/,/",
    "/a/./b,/a/b",
    "/a/../b,/b",
    "/a/b/..,/a/",
    "/a/.,/a/",
    "/a/%2e%2E/b?x=..,/b?x=..",
    "/a//../b,/a/b",
    "/...,/...",
    "/a..b/.c,/a..b/.c",
    "/?../..,/?../..",
    "/%41%2f,/%41%2f",
  })
  void dotSegmentsAreRemovedAndNothingElse(String target, String seen) throws MalformedException {
    assertThat(parse("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").target()).isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example.com,shop.example.com",
    "SHOP.Example.COM.,shop.example.com",
    "shop.example.com:8080,shop.example.com",
    "shop.example.com.:80,shop.example.com",
    "[::1]:80,[::1]",
    "[::1],[::1]",
    "127.0.0.1:80,127.0.0.1",
  })
  void hostsHaveOneCanonicalForm(String host, String canonical) {
    assertThat(HostRules.canonical(host)).isEqualTo(canonical);
  }

  @Test
  void mutatedHeadsAreReadOrRefusedAndNeverAnythingElse() {
    Random random = new Random(20_261_121);
    String[] splices = {
      "\r", "\n", "\r\n", " ", ":", "\u0000", ",", "chunked", "0", "%", "..", "/"
    };
    int refused = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder(REQUEST);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, splices[random.nextInt(splices.length)]);
          case 1 -> text.deleteCharAt(at);
          default -> text.setCharAt(at, (char) random.nextInt(256));
        }
      }
      refused += isRefused(text.toString()) ? 1 : 0;
    }
    assertThat(refused).isBetween(50_000, 199_000);
  }

  private boolean isRefused(String text) {
    RequestHead head = new RequestHead();
    head.clear();
    ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    try {
      if (new HeadReader(49_152).read(in, head.fields())) {
        parser.parse(head);
        assertThat(head.path()).startsWith("/");
      }
      return false;
    } catch (MalformedException e) {
      assertThat(e.status()).isBetween(400, 505);
      return true;
    }
  }

  @Test
  void aHeadThatIsTooLargeIsRefusedBeforeItsEnd() {
    RequestHead head = new RequestHead();
    head.clear();
    ByteBuf in =
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\n" + "a".repeat(70_000), StandardCharsets.US_ASCII);
    assertThatThrownBy(() -> new HeadReader(49_152).read(in, head.fields()))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.status()).isEqualTo(431));
  }

  @Test
  void nothingThatIsAddedBreaksOutOfItsLine() {
    HeaderBlock block = new HeaderBlock();
    block.add("location", "/a\r\nset-cookie: b\u010a\u0000");
    assertThat(block.value("location")).isEqualTo("/a??set-cookie: b??");
  }
}
