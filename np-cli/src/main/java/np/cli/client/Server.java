package np.cli.client;

import java.net.URI;
import java.util.Optional;
import np.model.Secret;

/**
 * Where the API is and who asks.
 *
 * @param name of the context, for people: {@code local}, {@code prod}
 * @param url of the API
 * @param token of the caller; empty: not logged in
 * @param tenant to act in; empty: that of the token
 */
public record Server(String name, URI url, Optional<Secret> token, Optional<String> tenant) {}
