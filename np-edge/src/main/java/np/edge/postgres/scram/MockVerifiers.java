package np.edge.postgres.scram;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import np.model.ScramVerifier;

/**
 * Verifiers for roles that do not exist, which no password fits: always the same one for a name, so
 * that asking twice tells nobody that it is none.
 */
public final class MockVerifiers {
  private static final int SALT = 16;
  private static final int ITERATIONS = 4096;

  private final SecretKeySpec key;

  /**
   * @param key at least 32 secret bytes, the same ones after a restart
   */
  public MockVerifiers(byte[] key) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
  }

  /** The verifier for a role of a database, whatever both are called. */
  public ScramVerifier of(String database, String role) {
    String name = database + "\0" + role;
    Base64.Encoder base64 = Base64.getEncoder();
    return ScramVerifier.parse(
        "SCRAM-SHA-256$%d:%s$%s:%s"
            .formatted(
                ITERATIONS,
                base64.encodeToString(Arrays.copyOf(derive("salt", name), SALT)),
                base64.encodeToString(derive("stored key", name)),
                base64.encodeToString(derive("server key", name))));
  }

  private byte[] derive(String purpose, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal((purpose + "\0" + name).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
