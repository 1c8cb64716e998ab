package np.edge.postgres.scram;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM-SHA-256, for tests. */
public final class TestScramClient {
  private final String password;
  private byte[] channel = new byte[0];
  private String bare = "";
  private byte[] expected = new byte[0];

  public TestScramClient(String password) {
    this.password = password;
  }

  /** Its first message; bound to a certificate if there is a binding. */
  public byte[] first(Optional<byte[]> binding) {
    String header = binding.isPresent() ? "p=tls-server-end-point,," : "n,,";
    ByteArrayOutputStream bound = new ByteArrayOutputStream();
    bound.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bound.writeBytes(binding.orElse(new byte[0]));
    channel = bound.toByteArray();
    bare = "n=,r=clientNonce0123456789";
    return (header + bare).getBytes(StandardCharsets.US_ASCII);
  }

  /** Its answer to the challenge. */
  public byte[] last(byte[] challenge) {
    String server = new String(challenge, StandardCharsets.US_ASCII);
    String[] parts = server.split(",", -1);
    byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
    String without =
        "c=" + Base64.getEncoder().encodeToString(channel) + ",r=" + parts[0].substring(2);
    String signed = bare + "," + server + "," + without;
    try {
      byte[] salted = salted(salt, Integer.parseInt(parts[2].substring(2)));
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] stored = MessageDigest.getInstance("SHA-256").digest(clientKey);
      byte[] signature = hmac(stored, signed);
      for (int i = 0; i < clientKey.length; i++) {
        clientKey[i] ^= signature[i];
      }
      expected =
          ("v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), signed)))
              .getBytes(StandardCharsets.US_ASCII);
      return (without + ",p=" + Base64.getEncoder().encodeToString(clientKey))
          .getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a server that knows the password answers. */
  public byte[] expected() {
    return expected.clone();
  }

  private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, 256);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
