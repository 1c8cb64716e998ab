package np.edge.postgres.session;

import java.security.SecureRandom;
import np.edge.http.Certificates;
import np.edge.postgres.database.Databases;
import np.edge.postgres.database.Waker;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.postgres.limit.Visitors;
import np.edge.postgres.metric.GatewayMetrics;
import np.edge.postgres.route.DestinationRules;
import np.edge.postgres.scram.MockVerifiers;
import np.edge.proxy.TrustedProxies;

/**
 * What all connections share.
 *
 * @param proxies whose first words about the client's address are believed
 */
public record Gate(
    GatewayLimits limits,
    GatewayMetrics metrics,
    Visitors visitors,
    TrustedProxies proxies,
    Certificates certificates,
    DestinationRules rules,
    Databases databases,
    Waker waker,
    MockVerifiers mocks,
    SecureRandom random) {}
