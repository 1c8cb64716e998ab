package np.local.supervise;

import java.util.List;
import java.util.Optional;
import np.local.logs.LogStore;
import np.local.process.Running;
import np.model.ErrorCode;
import np.model.Evidence;
import np.model.Exit;
import np.model.NpException;
import np.plan.RolloutAction;
import np.plan.RolloutAction.Reason;

/** Gathers what a person needs to see why an instance did not make it, while it is still there. */
final class EvidenceCollector {
  private static final int LAST_LINES = 20;

  private final LogStore logs;

  EvidenceCollector(LogStore logs) {
    this.logs = logs;
  }

  Evidence collect(WorkloadState state, RolloutAction.GiveUp giveUp) {
    return giveUp
        .culprit()
        .flatMap(state.record()::find)
        .map(instance -> of(state, instance, giveUp.reason()))
        .orElseGet(() -> withoutInstance(state));
  }

  private Evidence of(WorkloadState state, InstanceRecord instance, Reason reason) {
    List<String> listening = state.running(instance.id()).map(Running::listening).orElse(List.of());
    Finding finding = finding(state, instance, listening);
    return new Evidence(
        finding.code(),
        state.id().process() + "." + instance.ordinal(),
        Optional.of(instance.id()),
        finding.summary() + (reason == Reason.DEADLINE ? "; the time for the deploy is over" : ""),
        state.running(instance.id()).isPresent() ? Optional.empty() : instance.lastExit(),
        expected(instance),
        listening,
        logs.lastLines(state.id().app(), instance.id(), LAST_LINES));
  }

  private record Finding(ErrorCode code, String summary) {}

  private static Finding finding(
      WorkloadState state, InstanceRecord instance, List<String> listening) {
    Optional<NpException> refusal = state.refusal(instance.id());
    if (refusal.isPresent()) {
      return new Finding(refusal.get().code(), refusal.get().getMessage());
    }
    Optional<LiveInstance> live = state.living(instance.id());
    if (live.isEmpty()) {
      return ended(instance);
    }
    if (isElsewhere(instance.port(), listening)) {
      String where = String.join(", ", listening);
      return new Finding(
          ErrorCode.WRONG_PORT, "listens on " + where + ", not on " + expected(instance));
    }
    return new Finding(ErrorCode.NEVER_HEALTHY, live.get().health().summary());
  }

  private static Finding ended(InstanceRecord instance) {
    Exit exit = instance.lastExit().orElse(new Exit.Unknown());
    boolean memory = exit instanceof Exit.OutOfMemory;
    int times = Math.max(1, instance.crashes());
    return new Finding(
        memory ? ErrorCode.OUT_OF_MEMORY : ErrorCode.EXITED,
        exit.why() + (times == 1 ? "" : ", " + times + " times in a row"));
  }

  /** Whether it listens, but nowhere that a connection to 127.0.0.1 and its port would reach. */
  private static boolean isElsewhere(int port, List<String> listening) {
    return port > 0
        && !listening.isEmpty()
        && listening.stream().noneMatch(each -> reaches(each, port));
  }

  private static boolean reaches(String socket, int port) {
    int colon = socket.lastIndexOf(':');
    String host = socket.substring(0, Math.max(colon, 0));
    return socket.substring(colon + 1).equals(Integer.toString(port))
        && List.of("127.0.0.1", "0.0.0.0", "*", "[::]", "::", "[::ffff:127.0.0.1]").contains(host);
  }

  private static String expected(InstanceRecord instance) {
    return instance.port() > 0 ? "127.0.0.1:" + instance.port() : "";
  }

  private static Evidence withoutInstance(WorkloadState state) {
    return new Evidence(
        ErrorCode.NEVER_HEALTHY,
        "",
        Optional.empty(),
        "not every instance of " + state.id().process() + " served in time",
        Optional.empty(),
        "",
        List.of(),
        List.of());
  }
}
