package np.server.http;

import java.util.Optional;
import np.model.Secret;

/** Tells who holds a token. */
public interface Authenticator {

  /**
   * The holder of a token.
   *
   * @param token the bearer token as sent
   * @param tenant the header {@code Np-Tenant}, if any
   * @throws np.model.NpException.Denied NOT_LOGGED_IN when the token is unknown or revoked
   * @throws np.model.NpException.NotFound NO_TENANT when the holder may not act in that tenant
   */
  Principal authenticate(Secret token, Optional<String> tenant);

  /** Whether a token that was good a moment ago still is. */
  boolean isValid(String tokenId);
}
