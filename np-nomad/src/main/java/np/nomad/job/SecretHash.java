package np.nomad.job;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import np.model.Digest;
import np.model.Environment;
import np.model.Secret;

/**
 * Changes when a secret changes, so that a rollout follows. It is an HMAC (RFC 2104): a plain hash
 * in the job would let anybody who may read the job try out passwords.
 */
final class SecretHash {
  private static final String ALGORITHM = "HmacSHA256";

  private SecretHash() {}

  static String of(Environment environment, Secret key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      environment
          .secrets()
          .forEach(
              (name, secret) -> {
                mac.update(Digest.of(name.value()).hex().getBytes(StandardCharsets.US_ASCII));
                mac.update(Digest.of(secret.reveal()).hex().getBytes(StandardCharsets.US_ASCII));
              });
      return Digest.of(mac.doFinal()).abbreviated();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
