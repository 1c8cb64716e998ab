package np.server.apps;

import np.model.Secret;

/**
 * How an app connects to a database, from the machine that it runs on.
 *
 * @param url the whole of it as a connection string
 */
public record DatabaseLogin(
    String host, int port, String user, String database, Secret password, Secret url) {}
