package np.edge.postgres.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import np.edge.postgres.wire.RefusedException;
import np.model.ScramVerifier;
import np.model.Secret;
import org.junit.jupiter.api.Test;

/** The plain exchange is the example of RFC 7677 section 3. */
final class ScramExchangeTest {
  private static final ScramVerifier PENCIL =
      ScramVerifier.of(
          new Secret("pencil"), Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="));
  private static final String NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
  private static final String WHOLE = "rOprNGfwEbeRWgbNEkqO" + NONCE;
  private static final String PROOF = "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String FINAL = "c=biws,r=" + WHOLE + "," + PROOF;
  private static final byte[] BINDING = {1, 2, 3};

  @Test
  void answersAsTheServerOfTheRfc() throws RefusedException {
    ScramExchange exchange = plain();
    assertThat(text(exchange.first(ScramExchange.PLAIN, bytes(FIRST))))
        .isEqualTo("r=" + WHOLE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(exchange.last(bytes(FINAL)))
        .isEqualTo(bytes("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
  }

  @Test
  void refusesAnotherProof() throws RefusedException {
    ScramExchange exchange = plain();
    exchange.first(ScramExchange.PLAIN, bytes(FIRST));
    assertThat(exchange.last(bytes(FINAL.replace("dHzb", "dHzc")))).isNull();
  }

  @Test
  void letsAClientInThatIsBoundToTheCertificate() throws RefusedException {
    TestScramClient client = new TestScramClient("pencil");
    ScramExchange exchange = new ScramExchange(PENCIL, Optional.of(BINDING), NONCE);
    byte[] challenge = exchange.first(ScramExchange.PLUS, client.first(Optional.of(BINDING)));
    byte[] answer = exchange.last(client.last(challenge));
    assertThat(answer).isEqualTo(client.expected());
  }

  @Test
  void refusesAClientThatSawAnotherCertificate() throws RefusedException {
    TestScramClient client = new TestScramClient("pencil");
    ScramExchange exchange = new ScramExchange(PENCIL, Optional.of(BINDING), NONCE);
    byte[] challenge =
        exchange.first(ScramExchange.PLUS, client.first(Optional.of(new byte[] {1, 2, 4})));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> exchange.last(client.last(challenge)))
        .withMessage("SCRAM channel binding check failed");
  }

  @Test
  void refusesADowngrade() {
    ScramExchange exchange = new ScramExchange(PENCIL, Optional.of(BINDING), NONCE);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> exchange.first(ScramExchange.PLAIN, bytes("y" + FIRST.substring(1))))
        .withMessage("SCRAM channel binding negotiation error");
  }

  @Test
  void takesAClientThatCouldBindWhereNothingCanBeBound() throws RefusedException {
    assertThat(plain().first(ScramExchange.PLAIN, bytes("y" + FIRST.substring(1)))).isNotEmpty();
  }

  @Test
  void refusesMalformedFirstMessages() {
    for (String message :
        new String[] {
          "",
          "n",
          "n,",
          "n,,",
          "n,,n=",
          "n,,n=,",
          "n,,n=,r=",
          "n,,r=abc",
          "x,,n=,r=abc",
          "n,a=bob,n=,r=abc",
          "n,,m=x,n=,r=abc",
          "p=tls-unique,,n=,r=abc",
          "p=tls-server-end-point,,n=,r=abc",
          "n,,n=,r=a b",
          "n,,n=,r=\u00e4",
          "n,,n=\0,r=abc"
        }) {
      assertThatExceptionOfType(RefusedException.class)
          .as(message)
          .isThrownBy(() -> plain().first(ScramExchange.PLAIN, bytes(message)));
    }
  }

  @Test
  void refusesMechanismsThatItDidNotOffer() {
    for (String mechanism : new String[] {"", "PLAIN", "SCRAM-SHA-1", ScramExchange.PLUS}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> plain().first(mechanism, bytes(FIRST)));
    }
  }

  @Test
  void refusesMalformedLastMessages() throws RefusedException {
    for (String message :
        new String[] {
          "",
          "c=biws",
          "c=biws,r=" + WHOLE,
          "c=biws,r=" + WHOLE + ",p=",
          FINAL + ",x=y",
          FINAL.replace("biws", "eSws"),
          FINAL.replace("biws", "!"),
          FINAL.replace(NONCE, "x"),
          "c=biws,r=" + WHOLE + ",p=AAAA",
          FINAL.replace(WHOLE, ""),
          "r=" + WHOLE + ",c=biws,p=A"
        }) {
      ScramExchange exchange = plain();
      exchange.first(ScramExchange.PLAIN, bytes(FIRST));
      assertThatExceptionOfType(RefusedException.class)
          .as(message)
          .isThrownBy(() -> exchange.last(bytes(message)));
    }
  }

  /** Whatever is sent, it is refused or the proof is wrong. */
  @Test
  void survivesMutations() throws RefusedException {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      ScramExchange exchange = plain();
      boolean proven = false;
      try {
        exchange.first(ScramExchange.PLAIN, mutated(FIRST, i % 2 == 0 ? 1 : 0, random));
        proven = exchange.last(mutated(FINAL, 1, random)) != null;
      } catch (RefusedException e) {
        assertThat(e.error().message()).isNotEmpty();
      }
      assertThat(proven).isFalse();
    }
  }

  private static byte[] mutated(String text, int changes, Random random) {
    byte[] bytes = bytes(text);
    for (int n = 0; n < changes; n++) {
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (1 + random.nextInt(255));
    }
    return bytes;
  }

  private static ScramExchange plain() {
    return new ScramExchange(PENCIL, Optional.empty(), NONCE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
