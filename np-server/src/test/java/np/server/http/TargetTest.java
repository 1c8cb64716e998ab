package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @Test
  void aPathAndAQueryAreDecodedOnce() {
    assertThat(Target.parse("/v1/apps/%2541", "a=1&b=x+y%2B&c"))
        .isEqualTo(
            new Target(List.of("v1", "apps", "%41"), Map.of("a", "1", "b", "x y+", "c", "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1",
        "//",
        "/a//b",
        "/a/",
        "/.",
        "/..",
        "/%2e",
        "/%2E%2e",
        "/a%2fb",
        "/a%5cb",
        "/a\\b",
        "/a;b",
        "/%",
        "/%4",
        "/%zz",
        "/%00",
        "/%0a",
        "/%7f",
        "/%c2%80",
        "/%ff",
        "/%c0%af",
        "/%ed%a0%80"
      })
  void whatHasTwoReadingsIsRefused(String path) {
    assertThatThrownBy(() -> Target.parse(path, "")).isInstanceOf(Refusal.class);
  }

  @Test
  void aThousandParametersAreNotRead() {
    assertThat(Target.parse("/a", "x&z").query()).containsOnlyKeys("x", "z");
    assertThatThrownBy(() -> Target.parse("/a", "x&".repeat(1_000))).isInstanceOf(Refusal.class);
  }

  @Test
  void anyTextWithoutControlCharactersSurvivesAQuery() {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      String text =
          random
              .ints(random.nextInt(40), ' ', 0x2_0000)
              .filter(c -> !Character.isISOControl(c) && (c < 0xd800 || c > 0xdfff))
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);

      assertThat(Target.parse("/a", "q=" + encoded).query()).containsEntry("q", text);
    }
  }

  @Test
  void garbageIsReadOrRefusedAndNothingElse() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(30)];
      random.nextBytes(bytes);
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      try {
        assertThat(Target.parse("/" + text, text).segments()).isNotEmpty();
      } catch (Refusal refused) {
        assertThat(refused.problem().status()).isBetween(400, 404);
      }
    }
  }
}
