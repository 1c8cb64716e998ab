package np.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import np.model.ErrorCode;
import np.model.NpException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private final Json json = new Json();

  record Inner(int count) {}

  record Sample(
      String name,
      @Nullable String note,
      boolean flag,
      List<String> words,
      Map<String, Long> numbers,
      @Nullable Inner inner) {}

  @Test
  void whatMayBeLeftOutIsFilledIn() {
    assertThat(read("{\"name\":\"x\"}"))
        .isEqualTo(new Sample("x", null, false, List.of(), Map.of(), null));
  }

  @Test
  void everythingIsReadAsItIsWritten() {
    Sample sample = new Sample("é\n", "n", true, List.of("a"), Map.of("k", 1L << 40), new Inner(3));

    assertThat(json.read(json.text(sample).getBytes(StandardCharsets.UTF_8), Sample.class))
        .isEqualTo(sample);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                          | $.name is missing
          {"name":null}                               | $.name must be a string
          {"name":1}                                  | $.name must be a string
          {"name":"x","nmae":"y"}                     | $ has an unknown key "nmae"
          {"name":"x","flag":"true"}                  | $.flag must be true or false
          {"name":"x","flag":null}                    | $.flag must be true or false
          {"name":"x","words":"a"}                    | $.words must be an array
          {"name":"x","words":["a",1]}                | $.words[1] must be a string
          {"name":"x","words":[null]}                 | $.words[0] must be a string
          {"name":"x","numbers":{"k":1.5}}            | $.numbers.k must be a whole number
          {"name":"x","numbers":{"k":1e3}}            | $.numbers.k must be a whole number
          {"name":"x","numbers":{"k":99999999999999999999}} | $.numbers.k must be a whole number
          {"name":"x","inner":{"count":2147483648}}   | $.inner.count must be from -2147483648 to 2147483647
          {"name":"x","inner":{}}                     | $.inner.count is missing
          {"name":"x","inner":[]}                     | $.inner must be an object
          {"name":"a\\u0000b"}                        | $.name has a NUL character
          {"name":"\\ud800"}                          | $.name has half a surrogate pair
          {"name":"x","numbers":{"\\u0000":1}}        | a key of $.numbers has a NUL character
          {"name":"x","name":"y"}                     | not valid JSON
          {"name":"x"} {}                             | not valid JSON
          {"name":"x",}                               | not valid JSON
          {'name':'x'}                                | not valid JSON
          {"name":"x"//}                              | not valid JSON
          {"name":NaN}                                | not valid JSON
          []                                          | $ must be an object
          null                                        | $ must be an object
          ~~                                          | the body is empty
          """)
  void whatDoesNotFitIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            NpException.Invalid.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_REQUEST))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "{\"name\":hunter2}", "{\"name\":[\"hunter2\"]}"})
  void aRefusalNeverRepeatsAValue(String text) {
    assertThatThrownBy(() -> read(text)).hasMessageNotContaining("hunter2");
  }

  @Test
  void anUnknownKeyIsShownWithoutControlCharactersAndCut() {
    assertThatThrownBy(() -> read("{\"\\u001b]0;" + "x".repeat(500) + "\":1}"))
        .hasMessageContaining("\\u001b]0;xxx")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 1_000, 100_000})
  void aDeepBodyIsRefused(int depth) {
    String arrays = "{\"name\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);

    assertThatThrownBy(() -> read(arrays)).isInstanceOf(NpException.Invalid.class);
    assertThatThrownBy(() -> read(objects)).isInstanceOf(NpException.Invalid.class);
  }

  @Test
  void aNumberWithAMillionDigitsIsRefused() {
    assertThatThrownBy(() -> read("{\"name\":" + "9".repeat(1_000_000) + "}"))
        .isInstanceOf(NpException.Invalid.class);
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    byte[] latin = "{\"name\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> json.read(latin, Sample.class)).hasMessageContaining("not UTF-8");
  }

  @Test
  void garbageIsReadOrRefusedAndNothingElse() {
    byte[] seed =
        "{\"name\":\"x\",\"words\":[\"a\"],\"numbers\":{\"k\":1},\"inner\":{\"count\":2}}"
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] mutant = seed.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      readOrRefuse(mutant);
    }
  }

  private void readOrRefuse(byte[] body) {
    try {
      assertThat(json.read(body, Sample.class)).isNotNull();
    } catch (NpException.Invalid refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }
  }

  private Sample read(String text) {
    return json.read(text.getBytes(StandardCharsets.UTF_8), Sample.class);
  }
}
