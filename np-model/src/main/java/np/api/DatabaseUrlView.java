package np.api;

/**
 * {@code np.database-url/1}: how to connect. Holds the password: given only to those who may use
 * the database, never logged and never kept with an idempotency key.
 *
 * @param url {@code postgres://USER:PASSWORD@HOST:PORT/DATABASE}, with {@code ?sslmode=require}
 *     where TLS is needed
 */
public record DatabaseUrlView(
    String schema,
    String name,
    String url,
    String host,
    int port,
    String user,
    String password,
    String database,
    String sslmode) {}
