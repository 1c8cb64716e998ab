package np.cli.command;

import java.util.List;
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
 */
record LogSource(String process, String instance) {
  /** Ids of one-offs as the server makes them: np run says them, status does not. */
  private static final String ONE_OFF = "(run|build|release)-d[a-z0-9]{15}";

  /** From {@code web}, {@code web.1} or an instance's id; the running ones are asked for. */
  static LogSource of(ApiClient client, String app, String typed) {
    if (typed.isEmpty()) {
      return new LogSource("", "");
    }
    if (typed.matches(ONE_OFF)) {
      return new LogSource("", typed);
    }
    StatusView status = StatusDocument.read(client.get(ApiPath.of("status").query("app", app)));
    List<StatusView.Instance> instances =
        status.apps().stream()
            .flatMap(view -> view.processes().stream())
            .flatMap(process -> process.instances().stream())
            .toList();
    for (StatusView.Instance instance : instances) {
      if (instance.name().equals(typed) || instance.id().equals(typed)) {
        return new LogSource("", instance.id());
      }
    }
    if (typed.indexOf('.') >= 0) {
      List<String> names = instances.stream().map(StatusView.Instance::name).toList();
      throw new NpException.NotFound(
          ErrorCode.NO_INSTANCE,
          "no instance " + Printable.escape(typed) + " of " + Printable.escape(app) + " runs",
          names.isEmpty() ? "np status" : "there is: " + String.join(", ", names));
    }
    return new LogSource(typed, "");
  }

  ApiPath in(ApiPath path) {
    return path.query("instance", instance).query("process", process);
  }
}
