package np.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The exchange is the example of RFC 7677 section 3. */
final class ScramVerifierTest {
  private static final String EXCHANGE =
      "n=user,r=rOprNGfwEbeRWgbNEkqO,"
          + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
          + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String PROOF = "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
  private static final String SIGNATURE = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

  private final ScramVerifier verifier =
      ScramVerifier.of(
          new Secret("pencil"), Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="));

  @Test
  void acceptsTheProofOfTheRfc() throws GeneralSecurityException {
    byte[] clientKey = Base64.getDecoder().decode(PROOF);
    byte[] mask = hmac(verifier.storedKey());
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= mask[i];
    }
    assertThat(MessageDigest.getInstance("SHA-256").digest(clientKey))
        .isEqualTo(verifier.storedKey());
  }

  @Test
  void signsAsTheServerOfTheRfc() throws GeneralSecurityException {
    assertThat(Base64.getEncoder().encodeToString(hmac(verifier.serverKey()))).isEqualTo(SIGNATURE);
  }

  @Test
  void readsWhatItWrites() {
    assertThat(ScramVerifier.parse(verifier.reveal())).isEqualTo(verifier);
    assertThat(verifier.iterations()).isEqualTo(4096);
  }

  @Test
  void doesNotShowItself() {
    assertThat(verifier.toString()).isEqualTo("«hidden»");
  }

  @Test
  void refusesOtherTexts() {
    for (String text : new String[] {"", "md5abc", verifier.reveal() + "x", "SCRAM-SHA-256$1:$:"}) {
      assertThatExceptionOfType(NpException.Invalid.class)
          .isThrownBy(() -> ScramVerifier.parse(text));
    }
  }

  /** A server that asks for endless iterations wedges its client (CVE-2026-42198). */
  @Test
  void refusesEndlessIterations() {
    String text = verifier.reveal().replace("$4096:", "$999999:");
    assertThatExceptionOfType(NpException.Invalid.class)
        .isThrownBy(() -> ScramVerifier.parse(text));
  }

  private static byte[] hmac(byte[] key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(EXCHANGE.getBytes(StandardCharsets.US_ASCII));
  }
}
