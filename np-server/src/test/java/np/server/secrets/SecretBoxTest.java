package np.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import np.model.AppId;
import np.model.AppName;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;
import np.model.TenantName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretBoxTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SealingKey key = SealingKey.random(RANDOM);
  private final SecretBox box = new SecretBox(key, RANDOM);
  private final SealContext context = context("acme", "shop", "DATABASE_URL");

  static Stream<String> texts() {
    Random seeded = new Random(42);
    Stream<String> random =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    seeded
                        .ints(seeded.nextInt(300), 0, Character.MAX_CODE_POINT + 1)
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                        .toString());
    return Stream.concat(
        Stream.of(
            "", "\0", "\r\nX: y", "\u001b]52;c;eA==\u0007", "\u2028\u202e", "x".repeat(65_536)),
        random);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void anyTextComesBackAsItWas(String text) {
    Sealed sealed = box.seal(new Secret(text), context);

    assertThat(box.open(sealed, context).reveal()).isEqualTo(text);
    assertThat(sealed.text()).matches("[0-9A-Za-z._-]+");
  }

  @Test
  void sealingTwiceGivesTwoTexts() {
    Secret secret = new Secret("hunter2");

    assertThat(box.seal(secret, context)).isNotEqualTo(box.seal(secret, context));
  }

  @Test
  void aChangeOfAnyBitIsNoticed() {
    String text = box.seal(new Secret("hunter2"), context).text();
    int start = text.lastIndexOf('.') + 1;
    byte[] bytes = Base64.getUrlDecoder().decode(text.substring(start));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
      assertCorrupt(box, new Sealed(text.substring(0, start) + encoded), context);
    }
  }

  @Test
  void everyCutIsNoticed() {
    String text = box.seal(new Secret("hunter2"), context).text();
    for (int length = 0; length < text.length(); length++) {
      assertCorrupt(box, new Sealed(text.substring(0, length)), context);
    }
  }

  @Test
  void itOpensInNoOtherContext() {
    Sealed sealed = box.seal(new Secret("hunter2"), context);

    assertCorrupt(box, sealed, context("acme", "shop", "DATABASE_UR"));
    assertCorrupt(box, sealed, context("acme", "shop2", "DATABASE_URL"));
    assertCorrupt(box, sealed, context("evil", "shop", "DATABASE_URL"));
    assertCorrupt(box, sealed, new SealContext(List.of("app", "acmeshop", "DATABASE_URL")));
    assertCorrupt(box, sealed, new SealContext(List.of()));
  }

  @Test
  void anotherKeyIsNamedByItsId() {
    Sealed sealed = box.seal(new Secret("hunter2"), context);
    SealingKey other = SealingKey.random(RANDOM);

    assertThatThrownBy(() -> new SecretBox(other, RANDOM).open(sealed, context))
        .hasMessageContaining(key.id())
        .hasMessageContaining(other.id())
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aKeyFilesTextIsReadBackAndAnyChangeOfItIsNoticed() {
    String text = key.format();

    assertThat(SealingKey.parse(text)).isEqualTo(key);
    for (String damaged :
        List.of("", "x", text.substring(0, 60), text.replaceFirst("np-key-1", "np-key-2"))) {
      assertThatThrownBy(() -> SealingKey.parse(damaged)).isInstanceOf(NpException.class);
    }
    assertThat(key.toString()).doesNotContain(text.strip().split("\\.", -1)[2]);
  }

  private static void assertCorrupt(SecretBox box, Sealed sealed, SealContext context) {
    assertThatThrownBy(() -> box.open(sealed, context))
        .isInstanceOfSatisfying(
            NpException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
  }

  private static SealContext context(String tenant, String app, String name) {
    return SealContext.of(new AppId(new TenantName(tenant), new AppName(app)), new EnvName(name));
  }
}
