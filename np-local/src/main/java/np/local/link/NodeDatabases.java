package np.local.link;

import np.local.catalog.Gateways;
import np.spi.DatabaseEngine;

/**
 * What a node does with databases.
 *
 * @param engine for the server
 * @param gateways for edges
 */
public record NodeDatabases(DatabaseEngine engine, Gateways gateways) {}
