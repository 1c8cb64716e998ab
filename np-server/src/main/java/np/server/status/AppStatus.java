package np.server.status;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import np.api.StatusView;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.EnvName;
import np.model.ProcessName;
import np.model.ReleaseNumber;
import np.model.WorkloadStatus;
import np.server.apps.App;
import np.server.apps.AppListing.Change;
import np.server.apps.AppListing.Listed;
import np.server.apps.AppState.Power;
import np.spec.AppSpec;

/** Says how one app is, and why, and what to do when it is not well. */
final class AppStatus {
  private static final Comparator<ProcessName> WEB_FIRST =
      Comparator.<ProcessName, Boolean>comparing(name -> !name.equals(AppSpec.WEB))
          .thenComparing(ProcessName::value);

  private final Listed listed;
  private final EngineBoard engine;
  private final DatabaseStates databases;

  AppStatus(Listed listed, EngineBoard engine, DatabaseStates databases) {
    this.listed = listed;
    this.engine = engine;
    this.databases = databases;
  }

  /** A state in one word, and why. */
  private record Said(String state, String why) {}

  StatusView.App view() {
    List<StatusView.Process> processes =
        listed.processes().keySet().stream().sorted(WEB_FIRST).map(this::process).toList();
    Said said = say(processes);
    App app = listed.app();
    return new StatusView.App(
        app.id().app().value(),
        app.id().tenant().value(),
        said.state(),
        said.why(),
        app.state().release().map(ReleaseNumber::toString).orElse(""),
        app.state().release().isPresent() ? listed.url() : "",
        app.live().map(live -> live.at().toString()).orElse(""),
        app.live().map(live -> live.by()).orElse(""),
        processes,
        app.state().links().entrySet().stream()
            .sorted(Comparator.comparing(link -> link.getKey().value()))
            .map(link -> database(link.getKey(), link.getValue().database()))
            .toList());
  }

  private StatusView.Database database(EnvName variable, DatabaseName name) {
    DatabaseStates.State state = databases.of(new DatabaseId(listed.app().id().tenant(), name));
    return new StatusView.Database(name.value(), variable.value(), state.word(), state.why());
  }

  private StatusView.Process process(ProcessName name) {
    Optional<WorkloadStatus> seen = engine.of(listed.app().id(), name);
    String app = listed.app().id().app().value();
    return new ProcessStatus(app, name, listed.want(name), seen).view();
  }

  private Said say(List<StatusView.Process> processes) {
    App app = listed.app();
    String name = app.id().app().value();
    if (listed.change().isPresent()) {
      return new Said("deploying", deploying(listed.change().get()));
    }
    if (app.state().release().isEmpty()) {
      return app.problem().isEmpty()
          ? new Said("empty", "nothing was deployed yet → np deploy")
          : new Said("failed", app.problem());
    }
    if (app.state().power() == Power.OFF) {
      return new Said("stopped", "stopped on request → np start " + name);
    }
    return running(processes);
  }

  private static String deploying(Change change) {
    String step = change.step().isEmpty() ? "queued" : change.step();
    return change.kind().word() + " by " + change.by() + ": " + step;
  }

  private Said running(List<StatusView.Process> processes) {
    Optional<StatusView.Process> ill =
        processes.stream().filter(each -> each.up() < each.want()).findFirst();
    if (ill.isEmpty()) {
      return new Said("running", "");
    }
    if (!engine.connected()) {
      return new Said("degraded", "np node does not answer → np server status");
    }
    String why = ill.get().name() + " " + ill.get().state() + ": " + ill.get().why();
    boolean anyUp = processes.stream().anyMatch(each -> each.up() > 0);
    boolean starting = ill.get().state().equals("starting");
    return new Said(anyUp ? "degraded" : starting ? "starting" : "failed", why);
  }
}
