package np.edge.postgres.scram;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.SqlState;
import np.model.Digest;
import np.model.ScramVerifier;
import org.jspecify.annotations.Nullable;

/**
 * One authentication by SCRAM-SHA-256 (RFC 5802, RFC 7677), as strict as PostgreSQL's. Whether the
 * verifier is a real one shows neither in its messages nor in the work that it does.
 */
public final class ScramExchange {
  /** Without channel binding. */
  public static final String PLAIN = "SCRAM-SHA-256";

  /** With channel binding. */
  public static final String PLUS = "SCRAM-SHA-256-PLUS";

  private static final int PROOF = 32;

  private final ScramVerifier verifier;
  private final Optional<byte[]> binding;
  private final String nonce;
  private String header = "";
  private boolean bound;
  private String clientFirst = "";
  private String serverFirst = "";
  private String wholeNonce = "";

  /**
   * An exchange.
   *
   * @param verifier of the password
   * @param binding what ties it to the TLS connection; empty when nothing can
   * @param nonce 24 random printable characters without a comma
   */
  public ScramExchange(ScramVerifier verifier, Optional<byte[]> binding, String nonce) {
    this.verifier = verifier;
    this.binding = binding;
    this.nonce = nonce;
  }

  /** Takes client-first-message, returns server-first-message. */
  public byte[] first(String mechanism, byte[] message) throws RefusedException {
    ScramMessage text = new ScramMessage(message);
    bound = mechanism.equals(PLUS);
    if (bound ? binding.isEmpty() : !mechanism.equals(PLAIN)) {
      throw RefusedException.violation("client selected an invalid SASL authentication mechanism");
    }
    header = header(text);
    clientFirst = text.rest();
    text.attribute('n');
    wholeNonce = text.attribute('r') + nonce;
    if (wholeNonce.length() == nonce.length()) {
      throw ScramMessage.malformed();
    }
    serverFirst =
        "r="
            + wholeNonce
            + ",s="
            + Base64.getEncoder().encodeToString(verifier.salt())
            + ",i="
            + verifier.iterations();
    return serverFirst.getBytes(StandardCharsets.US_ASCII);
  }

  /** The beginning that says which channel binding the client uses; it names no other user. */
  private String header(ScramMessage text) throws RefusedException {
    String flag = text.flag();
    switch (flag) {
      case "n" -> requireBinding(false);
      case "y" -> {
        requireBinding(false);
        if (binding.isPresent()) {
          throw downgrade();
        }
      }
      case "p=tls-server-end-point" -> requireBinding(true);
      default -> throw ScramMessage.malformed();
    }
    if (!text.flag().isEmpty()) {
      throw ScramMessage.malformed();
    }
    return flag + ",,";
  }

  private void requireBinding(boolean wanted) throws RefusedException {
    if (bound != wanted) {
      throw ScramMessage.malformed();
    }
  }

  /** Somebody between has hidden that the gateway offers channel binding. */
  private static RefusedException downgrade() {
    return new RefusedException(
        PostgresError.of(SqlState.INVALID_AUTHORIZATION, "SCRAM channel binding negotiation error")
            .detail(
                "The client supports SCRAM channel binding but thinks the server does not."
                    + " However, this server does support channel binding."));
  }

  /** Takes client-final-message, returns server-final-message; null when the proof is wrong. */
  public byte @Nullable [] last(byte[] message) throws RefusedException {
    ScramMessage text = new ScramMessage(message);
    String channel = text.attribute('c');
    String answered = text.attribute('r');
    String withoutProof = text.taken();
    byte[] proof = ScramMessage.decode(text.attribute('p'));
    if (!text.rest().isEmpty() || proof.length != PROOF || !answered.equals(wholeNonce)) {
      throw ScramMessage.malformed();
    }
    if (!MessageDigest.isEqual(ScramMessage.decode(channel), expectedChannel())) {
      throw new RefusedException(
          PostgresError.of(SqlState.INVALID_AUTHORIZATION, "SCRAM channel binding check failed"));
    }
    byte[] signed =
        (clientFirst + "," + serverFirst + "," + withoutProof).getBytes(StandardCharsets.UTF_8);
    byte[] clientKey = hmac(verifier.storedKey(), signed);
    for (int i = 0; i < PROOF; i++) {
      clientKey[i] ^= proof[i];
    }
    byte[] storedKey = Digest.sha256().digest(clientKey);
    String signature = Base64.getEncoder().encodeToString(hmac(verifier.serverKey(), signed));
    boolean proven = MessageDigest.isEqual(storedKey, verifier.storedKey());
    return proven ? ("v=" + signature).getBytes(StandardCharsets.US_ASCII) : null;
  }

  private byte[] expectedChannel() {
    byte[] start = header.getBytes(StandardCharsets.US_ASCII);
    byte[] end = bound ? binding.orElseThrow() : new byte[0];
    byte[] all = new byte[start.length + end.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(end, 0, all, start.length, end.length);
    return all;
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
