package np.model;

/**
 * Where a running instance answers: a unix socket (unix(7)) that lets np in as any role without a
 * password, and nobody else at all.
 *
 * @param path absolute, at most 107 bytes
 */
public record DatabaseSocket(String path) {}
