package np.server.apps;

import java.time.Duration;
import np.model.Command;
import np.model.InstanceId;

/**
 * A command to run once beside an app.
 *
 * @param id never used twice
 * @param timeout 1 s to 24 h
 */
public record OneOffOrder(InstanceId id, Command command, Duration timeout) {}
