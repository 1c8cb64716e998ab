package np.server.deploy;

import java.time.InstantSource;
import np.server.apps.AppDatabases;
import np.server.apps.Targets;
import np.server.builds.Artifacts;
import np.server.status.EngineBoard;
import np.server.status.Signals;
import np.server.store.Database;
import np.spi.Engine;
import np.spi.Ingress;

/**
 * What deployments are carried out with.
 *
 * @param database keeps them
 * @param engine runs workloads
 * @param ingress carries traffic
 * @param board the engine's statuses
 * @param signals woken with the id of a deployment, its app and its tenant
 * @param artifacts directories of built apps
 * @param targets what must run
 * @param databases makes what the services of a file ask for
 */
public record Tools(
    Database database,
    Engine engine,
    Ingress ingress,
    EngineBoard board,
    Signals signals,
    Artifacts artifacts,
    Targets targets,
    AppDatabases databases,
    InstantSource clock) {}
