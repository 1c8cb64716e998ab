package np.api;

import java.util.List;

/** {@code np.status/1}: what GET /v1/status answers and {@code np status --json} prints. */
public record StatusView(String schema, List<App> apps) {
  public StatusView {
    apps = List.copyOf(apps);
  }

  /**
   * One app.
   *
   * @param state running, starting, deploying, degraded, failed, stopped or empty
   * @param why one line, empty only when running
   * @param release that serves, for example v3; empty before the first
   * @param url where it answers, may be empty
   * @param since ISO-8601 UTC of the serving release, may be empty
   * @param by who deployed it
   * @param databases that it gets the URL of
   */
  public record App(
      String name,
      String tenant,
      String state,
      String why,
      String release,
      String url,
      String since,
      String by,
      List<Process> processes,
      List<Database> databases) {
    public App {
      processes = List.copyOf(processes);
      databases = List.copyOf(databases);
    }
  }

  /**
   * A database that an app gets the URL of.
   *
   * @param variable that holds it
   * @param state as {@link DatabaseView} names it
   * @param why one line, empty only for running and sleeping
   */
  public record Database(String name, String variable, String state, String why) {}

  /**
   * One process type.
   *
   * @param want instances that should run
   * @param up instances that serve
   * @param state running, starting, unhealthy, crashed, waiting or stopped
   */
  public record Process(
      String name, int want, int up, String state, String why, List<Instance> instances) {
    public Process {
      instances = List.copyOf(instances);
    }
  }

  /**
   * One instance.
   *
   * @param name for example web.1
   * @param port 0 when it listens on nothing
   * @param restarts how often it was started again after a crash
   * @param startedAt ISO-8601 UTC
   */
  public record Instance(
      String id,
      String name,
      long pid,
      int port,
      String state,
      String why,
      int restarts,
      String startedAt) {}
}
