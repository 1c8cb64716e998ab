package np.spi;

import java.time.Duration;
import np.model.Command;
import np.model.InstanceId;
import np.model.WorkloadId;

/**
 * A command to run beside a running instance.
 *
 * @param workload whose instance it is
 * @param instance which one
 * @param command what to run
 * @param timeout then it is killed, 1 s to 24 h
 */
public record ExecRequest(
    WorkloadId workload, InstanceId instance, Command command, Duration timeout) {}
