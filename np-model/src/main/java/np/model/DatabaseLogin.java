package np.model;

/**
 * How a program connects to a database.
 *
 * @param port 1 to 65535
 * @param url all of it as a connection string
 */
public record DatabaseLogin(
    String host, int port, String user, String database, Secret password, Secret url) {}
