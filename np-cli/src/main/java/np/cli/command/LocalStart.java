package np.cli.command;

import java.util.Optional;
import np.cli.client.Server;
import np.cli.host.Platform;
import np.cli.output.Output;

/** Starts the platform of this machine for a command that needs one. */
final class LocalStart {
  private final Session session;

  LocalStart(Session session) {
    this.session = session;
  }

  /**
   * Returns when it answers.
   *
   * @param why it is started: {@code No server configured}
   */
  Server start(String why) {
    Output output = session.output();
    Platform.Started started =
        session.context().platform().ensureRunning(line -> output.note("  " + Output.safe(line)));
    output.note(
        why
            + ": started one here (data in "
            + Output.safe(started.home())
            + " · stop with: np server stop)");
    Server local = session.servers().local(started.api());
    String tenant = session.globals().tenant();
    return tenant.isEmpty()
        ? local
        : new Server(local.name(), local.url(), local.token(), Optional.of(tenant));
  }
}
