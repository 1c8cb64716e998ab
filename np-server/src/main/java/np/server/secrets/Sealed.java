package np.server.secrets;

/**
 * A secret as it is kept: sealed, and of no use without the key file.
 *
 * @param text {@code 1.<key id>.<base64url of nonce and ciphertext>}; one text column
 */
public record Sealed(String text) {}
