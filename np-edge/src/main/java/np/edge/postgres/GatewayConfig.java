package np.edge.postgres;

import java.nio.file.Path;
import java.time.InstantSource;
import np.edge.postgres.limit.GatewayLimits;
import np.edge.proxy.TrustedProxies;

/**
 * How a gateway is set up.
 *
 * @param directory where it keeps what it knows; made when missing
 * @param zone below which databases have their host names, for example {@code db.example.com}
 * @param limits of everything
 * @param proxies before it
 * @param clock for reports
 */
public record GatewayConfig(
    Path directory,
    String zone,
    GatewayLimits limits,
    TrustedProxies proxies,
    InstantSource clock) {}
