package np.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server keeps to check a password by SCRAM-SHA-256 (RFC 5802, RFC 7677), in the form of
 * PostgreSQL's {@code pg_authid.rolpassword}: {@code
 * SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>}. It does not give the password away
 * but is not for every eye: it has no readable {@code toString}.
 */
public final class ScramVerifier {
  private static final int LEAST_ITERATIONS = 4096;
  private static final int MOST_ITERATIONS = 100_000;
  private static final Pattern PATTERN =
      Pattern.compile(
          "SCRAM-SHA-256\\$([0-9]{4,6}):([A-Za-z0-9+/=]{8,128})\\$([A-Za-z0-9+/]{43}=):([A-Za-z0-9+/]{43}=)");

  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  private ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    this.iterations = iterations;
    this.salt = salt;
    this.storedKey = storedKey;
    this.serverKey = serverKey;
  }

  /** Reads PostgreSQL's text form; {@link NpException.Invalid} CORRUPT otherwise. */
  public static ScramVerifier parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MOST_ITERATIONS) {
      throw new NpException.Invalid(
          ErrorCode.CORRUPT, "this is not a SCRAM-SHA-256 verifier", "set the password again");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new ScramVerifier(
        Integer.parseInt(matcher.group(1)),
        base64.decode(matcher.group(2)),
        base64.decode(matcher.group(3)),
        base64.decode(matcher.group(4)));
  }

  /**
   * The verifier of a password of ASCII characters, which need no SASLprep (RFC 4013).
   *
   * @param salt 16 random bytes
   */
  public static ScramVerifier of(Secret password, byte[] salt) {
    try {
      PBEKeySpec spec =
          new PBEKeySpec(password.reveal().toCharArray(), salt, LEAST_ITERATIONS, 256);
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      return new ScramVerifier(
          LEAST_ITERATIONS, salt.clone(), storedKey, hmac(salted, "Server Key"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** 4096 to 100,000. */
  public int iterations() {
    return iterations;
  }

  public byte[] salt() {
    return salt.clone();
  }

  /** H(ClientKey), 32 bytes. */
  public byte[] storedKey() {
    return storedKey.clone();
  }

  /** HMAC(SaltedPassword, "Server Key"), 32 bytes. */
  public byte[] serverKey() {
    return serverKey.clone();
  }

  /** PostgreSQL's text form. Call it only where it is stored or sent to PostgreSQL. */
  public String reveal() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "SCRAM-SHA-256$%d:%s$%s:%s"
        .formatted(
            iterations,
            base64.encodeToString(salt),
            base64.encodeToString(storedKey),
            base64.encodeToString(serverKey));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScramVerifier verifier
        && iterations == verifier.iterations
        && MessageDigest.isEqual(salt, verifier.salt)
        && MessageDigest.isEqual(storedKey, verifier.storedKey)
        && MessageDigest.isEqual(serverKey, verifier.serverKey);
  }

  @Override
  public int hashCode() {
    return ScramVerifier.class.hashCode();
  }

  @Override
  public String toString() {
    return "«hidden»";
  }
}
