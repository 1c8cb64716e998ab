package np.local.supervise;

import java.nio.file.Path;
import np.model.Command;
import np.model.Task;
import np.spi.Engine;
import np.testkit.Act;
import np.testkit.EngineContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor passes the contract of engines with real processes. */
final class SupervisorTest extends EngineContract {
  @TempDir private Path directory;
  private Acts acts;
  private TestNode node;

  @BeforeEach
  void start() {
    acts = new Acts(directory);
    node = new TestNode(directory);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Override
  protected Engine engine() {
    return node.supervisor();
  }

  @Override
  protected Task task(Act act) {
    return acts.task(act);
  }

  @Override
  protected Command command(Act.Print print) {
    return acts.command(print);
  }
}
