package np.spec;

import java.util.Optional;
import np.model.HealthCheck;
import np.model.Port;
import np.model.Resources;
import np.model.StopPolicy;

/**
 * One process type.
 *
 * @param run a line for the shell inside its sandbox
 * @param scale how many instances a first deploy starts, 0 to 1000
 * @param port where it listens; empty: it listens on nothing. Web and every process that a route
 *     leads to listen
 * @param health how its health is found out; empty: TCP connect for a port, staying up otherwise
 * @param resources its limits
 * @param stop how it is ended
 */
public record ProcessSpec(
    String run,
    int scale,
    Optional<Port> port,
    Optional<HealthCheck> health,
    Resources resources,
    StopPolicy stop) {}
