package np.plan;

import np.model.Digest;
import np.model.InstanceId;

/**
 * An instance as a plan needs it.
 *
 * @param id which
 * @param ordinal its place among those of its fingerprint, from 1
 * @param fingerprint of the workload that it was started from
 * @param phase where it is in its life
 * @param crashes how often it has crashed in a row; sets its back-off
 */
public record ObservedInstance(
    InstanceId id, int ordinal, Digest fingerprint, InstancePhase phase, int crashes) {

  boolean serves() {
    return phase instanceof InstancePhase.Serving;
  }

  boolean isReady() {
    return phase instanceof InstancePhase.Ready;
  }

  boolean isHeld() {
    return phase instanceof InstancePhase.Held;
  }

  boolean isLeaving() {
    return phase instanceof InstancePhase.Draining || phase instanceof InstancePhase.Stopping;
  }

  /** How much is lost with it: the smaller, the rather it is kept. */
  int worth() {
    return switch (phase) {
      case InstancePhase.Serving serving -> 0;
      case InstancePhase.Ready ready -> 1;
      case InstancePhase.Unhealthy unhealthy -> 2;
      case InstancePhase.Starting starting -> 3;
      case InstancePhase.Recycling recycling -> 4;
      case InstancePhase.Crashed crashed -> 5;
      case InstancePhase.Held held -> 6;
      case InstancePhase.Draining draining -> 7;
      case InstancePhase.Stopping stopping -> 8;
    };
  }
}
