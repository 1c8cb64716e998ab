package np.server.http;

import np.model.Role;

/** Who may call a route. */
public sealed interface Access {

  /** Anybody, without a token. */
  record Anybody() implements Access {}

  /** Holders of a token with at least this role. */
  record AtLeast(Role role) implements Access {}
}
