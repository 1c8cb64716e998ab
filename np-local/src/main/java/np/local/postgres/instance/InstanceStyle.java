package np.local.postgres.instance;

import java.io.IOException;

/** How the processes of instances are started on this machine. */
public interface InstanceStyle {

  /** The name of the operating system's user that np is, as an instance sees it. */
  String user();

  /**
   * Starts it: in a session of its own, its output appended to its log, able to outlive this JVM.
   */
  Process start(PostgresRelease release, InstanceSettings settings, InstancePlace place)
      throws IOException;
}
