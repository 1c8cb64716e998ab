package np.server.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;

/**
 * Seals and opens secrets by AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce each; the
 * context is authenticated, so that a sealed value moved to another row does not open.
 */
public final class SecretBox {
  private static final String FORMAT = "1";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SealingKey key;
  private final SecureRandom random;

  public SecretBox(SealingKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** Seals a secret for one context; sealing it again gives another text. */
  public Sealed seal(Secret secret, SealContext context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
    byte[] ciphertext = crypt(Cipher.ENCRYPT_MODE, nonce, context, text);
    ByteBuffer joined = ByteBuffer.allocate(nonce.length + ciphertext.length);
    joined.put(nonce).put(ciphertext);
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(joined.array());
    return new Sealed(FORMAT + "." + key.id() + "." + encoded);
  }

  /**
   * Opens what was sealed for the same context.
   *
   * @throws NpException.Unavailable CORRUPT when it was sealed by another key, for another context,
   *     or was changed
   */
  public Secret open(Sealed sealed, SealContext context) {
    String[] parts = sealed.text().split("\\.", -1);
    if (parts.length != 3 || !parts[0].equals(FORMAT)) {
      throw damaged("has an unknown form");
    }
    if (!parts[1].equals(key.id())) {
      throw damaged("was sealed by key " + parts[1] + ", the key file has " + key.id());
    }
    return new Secret(new String(decrypt(parts[2], context), StandardCharsets.UTF_8));
  }

  private byte[] decrypt(String encoded, SealContext context) {
    byte[] joined;
    try {
      joined = Base64.getUrlDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw damaged("has an unknown form");
    }
    if (joined.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      throw damaged("is cut off");
    }
    ByteBuffer buffer = ByteBuffer.wrap(joined);
    byte[] nonce = new byte[NONCE_BYTES];
    buffer.get(nonce);
    byte[] ciphertext = new byte[buffer.remaining()];
    buffer.get(ciphertext);
    return crypt(Cipher.DECRYPT_MODE, nonce, context, ciphertext);
  }

  private byte[] crypt(int mode, byte[] nonce, SealContext context, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.value(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context.bytes());
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw damaged("does not open");
    }
  }

  private static NpException damaged(String how) {
    return new NpException.Unavailable(
        ErrorCode.CORRUPT,
        "a sealed secret " + how,
        "restore the database and the key file of the same backup, or set the secret again");
  }
}
