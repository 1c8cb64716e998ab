package np.local.supervise;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import np.local.link.ModelJson;
import np.local.storage.StateFile;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;

/**
 * Seals secrets before they reach the disk: AES-256-GCM (NIST SP 800-38D), a fresh 96-bit nonce
 * each, written as base64 of nonce and ciphertext. The key lies in a file of its own, mode 0600.
 */
final class NodeSeal implements ModelJson.SecretForm {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final SecureRandom random;

  private NodeSeal(SecretKey key, SecureRandom random) {
    this.key = key;
    this.random = random;
  }

  /** Reads the key, or makes one when there is none yet. */
  static NodeSeal open(Path file, SecureRandom random) {
    StateFile state = new StateFile(file);
    String encoded =
        state.read().map(StateFile.State::content).orElseGet(() -> makeKey(state, random));
    byte[] key = Base64.getDecoder().decode(encoded);
    return new NodeSeal(new SecretKeySpec(key, "AES"), random);
  }

  private static String makeKey(StateFile state, SecureRandom random) {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    String encoded = Base64.getEncoder().encodeToString(key);
    state.write(new StateFile.State(1, encoded));
    return encoded;
  }

  @Override
  public String write(Secret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, text);
    ByteBuffer both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
    return Base64.getEncoder().encodeToString(both.array());
  }

  @Override
  public Secret read(String text) {
    ByteBuffer both = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    byte[] nonce = new byte[NONCE_BYTES];
    both.get(nonce);
    byte[] sealed = new byte[both.remaining()];
    both.get(sealed);
    return new Secret(
        new String(crypt(Cipher.DECRYPT_MODE, nonce, sealed), StandardCharsets.UTF_8));
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new NpException.Unavailable(
          ErrorCode.CORRUPT,
          "a stored secret does not open with this node's key",
          "deploy the app again; the key file of the node was replaced",
          e);
    }
  }
}
