package np.local.supervise;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import np.local.catalog.NodeCatalog;

/** A supervisor with all that it needs; kills what it started when it is closed. */
public final class TestNode implements AutoCloseable {
  private final PlainLauncher launcher;
  private final NodeCatalog catalog = new NodeCatalog(Duration.ofMillis(200));
  private final Supervisor supervisor;

  public TestNode(Path directory) {
    PlainLogs logs = new PlainLogs(directory.resolve("logs"));
    launcher = new PlainLauncher(directory, logs);
    supervisor =
        new Supervisor(
            new Surroundings(
                directory.resolve("node"),
                launcher,
                logs,
                catalog,
                InstantSource.system(),
                new SecureRandom()));
  }

  public Supervisor supervisor() {
    return supervisor;
  }

  public NodeCatalog catalog() {
    return catalog;
  }

  PlainLauncher launcher() {
    return launcher;
  }

  /** As when the node dies: everything runs on. */
  public void die() {
    supervisor.close();
  }

  @Override
  public void close() {
    supervisor.close();
    launcher.killAll();
  }
}
