package np.server.tenants;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;

/** The value of a token: {@code np_} and 32 random bytes in base64url. Only its digest is kept. */
final class TokenValue {
  private static final Pattern PATTERN = Pattern.compile("np_[A-Za-z0-9_-]{43}");
  private static final int BYTES = 32;

  private final Secret secret;

  private TokenValue(Secret secret) {
    this.secret = secret;
  }

  static TokenValue random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return new TokenValue(new Secret("np_" + text));
  }

  /**
   * A token as it was sent or kept in a file.
   *
   * @throws NpException.Denied NOT_LOGGED_IN when it cannot be one
   */
  static TokenValue of(Secret secret) {
    if (!PATTERN.matcher(secret.reveal()).matches()) {
      throw unknown();
    }
    return new TokenValue(secret);
  }

  static NpException unknown() {
    return new NpException.Denied(
        ErrorCode.NOT_LOGGED_IN, "the token is unknown or was revoked", "run np login");
  }

  Secret secret() {
    return secret;
  }

  byte[] sha256() {
    return Digest.sha256().digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
  }
}
