package np.server.secrets;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * The key that seals secrets, as in {@code <home>/server/key}: {@code np-key-1.<id>.<base64url>}.
 * Its id is computed from it and tells nothing about it.
 */
public final class SealingKey {
  private static final String FORMAT = "np-key-1";
  private static final int BYTES = 32;

  private final byte[] bytes;

  private SealingKey(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A new key. */
  public static SealingKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SealingKey(bytes);
  }

  /**
   * Reads the text of a key file.
   *
   * @throws NpException.Unavailable CORRUPT when it is not one
   */
  static SealingKey parse(String text) {
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length == 3 && parts[0].equals(FORMAT)) {
      SealingKey key = new SealingKey(decode(parts[2]));
      if (key.bytes.length == BYTES && key.id().equals(parts[1])) {
        return key;
      }
    }
    throw new NpException.Unavailable(
        ErrorCode.CORRUPT,
        "the key file of the server is damaged",
        "restore <home>/server/key from the backup that was made with the database");
  }

  /** 16 hexadecimal digits. */
  public String id() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("np sealing key id".getBytes(StandardCharsets.UTF_8));
    out.writeBytes(bytes);
    return Digest.of(out.toByteArray()).hex().substring(0, 16);
  }

  SecretKey value() {
    return new SecretKeySpec(bytes, "AES");
  }

  /** The text of the key file. */
  String format() {
    return FORMAT + "." + id() + "." + Base64.getUrlEncoder().encodeToString(bytes) + "\n";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealingKey key && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealingKey " + id();
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
