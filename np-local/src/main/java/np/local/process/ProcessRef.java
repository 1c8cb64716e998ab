package np.local.process;

/**
 * Identifies a process beyond the reuse of its pid.
 *
 * @param pid as the node's machine counts
 * @param startTicks when it was started, in clock ticks since boot (proc(5), stat, field 22)
 */
public record ProcessRef(long pid, long startTicks) {}
