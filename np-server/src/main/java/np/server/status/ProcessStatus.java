package np.server.status;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import np.api.StatusView;
import np.model.InstanceState;
import np.model.InstanceStatus;
import np.model.ProcessName;
import np.model.Rollout;
import np.model.WorkloadStatus;

/** Says how one process type is. */
record ProcessStatus(String app, ProcessName name, int want, Optional<WorkloadStatus> seen) {

  StatusView.Process view() {
    int up = seen.map(WorkloadStatus::up).orElse(0);
    String state = state(up);
    return new StatusView.Process(
        name.value(), want, up, state, why(state), instances().stream().map(this::view).toList());
  }

  private List<InstanceStatus> instances() {
    return seen.map(WorkloadStatus::instances).orElse(List.of());
  }

  private String state(int up) {
    if (want == 0) {
      return up == 0 ? "stopped" : "running";
    }
    if (up >= want) {
      return "running";
    }
    if (has(InstanceState.CRASHED)) {
      return "crashed";
    }
    if (has(InstanceState.UNHEALTHY)) {
      return "unhealthy";
    }
    return has(InstanceState.STARTING) ? "starting" : "waiting";
  }

  private boolean has(InstanceState state) {
    return instances().stream().anyMatch(in(state));
  }

  private static Predicate<InstanceStatus> in(InstanceState state) {
    return each -> each.state() == state;
  }

  private String why(String state) {
    return switch (state) {
      case "running" -> "";
      case "stopped" -> "scaled to 0 → np scale " + app + " " + name + "=1";
      case "crashed" -> of(InstanceState.CRASHED) + logs();
      case "unhealthy" -> of(InstanceState.UNHEALTHY) + logs();
      case "starting" -> of(InstanceState.STARTING) + logs();
      default -> waiting();
    };
  }

  private String of(InstanceState state) {
    return instances().stream()
        .filter(in(state))
        .findFirst()
        .map(each -> name + "." + each.ordinal() + " " + each.why())
        .orElse("");
  }

  private String logs() {
    return " → np logs " + app + " -p " + name;
  }

  private String waiting() {
    if (seen.isEmpty()) {
      return "np node has not started it yet → np server status";
    }
    return switch (seen.get().rollout()) {
      case Rollout.Progressing progressing -> progressing.why();
      case Rollout.Failed failed -> failed.evidence().summary() + logs();
      case Rollout.Complete complete -> "np node has not started it yet → np server status";
    };
  }

  private StatusView.Instance view(InstanceStatus instance) {
    return new StatusView.Instance(
        instance.id().value(),
        name + "." + instance.ordinal(),
        instance.pid(),
        instance.endpoint().map(each -> each.port()).orElse(0),
        instance.state().name().toLowerCase(Locale.ROOT),
        instance.why(),
        instance.restarts(),
        instance.startedAt().toString());
  }
}
