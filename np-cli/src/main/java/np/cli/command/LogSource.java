package np.cli.command;

import java.util.List;
import java.util.Optional;
import np.api.StatusView;
import np.cli.client.ApiClient;
import np.cli.client.ApiPath;
import np.cli.client.StatusDocument;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/**
 * Whose lines are wanted: all, those of a process, or those of one instance.
 *
 * @param process may be empty
 * @param instance its id, may be empty
 * @param known the processes that the app has now, where one of them is wanted
 */
record LogSource(String process, String instance, List<String> known) {
  /** Sources of an app's logs that are no processes of it. */
  private static final String COMMANDS = "run|build|release";

  /** Ids of one-offs as the server makes them: np run says them, status does not. */
  private static final String ONE_OFF = "(" + COMMANDS + ")-d[a-z0-9]{15}";

  LogSource {
    known = List.copyOf(known);
  }

  private static LogSource one(String instance) {
    return new LogSource("", instance, List.of());
  }

  /** From {@code web}, {@code web.1} or an instance's id; the running ones are asked for. */
  static LogSource of(ApiClient client, String app, String typed) {
    if (typed.isEmpty()) {
      return one("");
    }
    if (typed.matches(ONE_OFF)) {
      return one(typed);
    }
    StatusView status = StatusDocument.read(client.get(ApiPath.of("status").query("app", app)));
    List<StatusView.Process> processes =
        status.apps().stream().flatMap(view -> view.processes().stream()).toList();
    List<StatusView.Instance> instances =
        processes.stream().flatMap(process -> process.instances().stream()).toList();
    for (StatusView.Instance instance : instances) {
      if (instance.name().equals(typed) || instance.id().equals(typed)) {
        return one(instance.id());
      }
    }
    if (typed.indexOf('.') >= 0) {
      List<String> names = instances.stream().map(StatusView.Instance::name).toList();
      throw new NpException.NotFound(
          ErrorCode.NO_INSTANCE,
          "no instance " + Printable.escape(typed) + " of " + Printable.escape(app) + " runs",
          names.isEmpty() ? "np status" : "there is: " + String.join(", ", names));
    }
    return new LogSource(typed, "", processes.stream().map(StatusView.Process::name).toList());
  }

  /** What to say where nothing is found: a process that the app has not, though it may have had. */
  Optional<NpException> unknown(String app) {
    if (process.isEmpty() || process.matches(COMMANDS) || known.contains(process)) {
      return Optional.empty();
    }
    return Optional.of(
        new NpException.NotFound(
            ErrorCode.NO_PROCESS,
            Printable.escape(app) + " has no process " + Printable.escape(process),
            known.isEmpty() ? "it has none; np status" : "there is: " + String.join(", ", known)));
  }

  ApiPath in(ApiPath path) {
    return path.query("instance", instance).query("process", process);
  }
}
