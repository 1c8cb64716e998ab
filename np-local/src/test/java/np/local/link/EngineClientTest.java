package np.local.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import np.local.supervise.Acts;
import np.local.supervise.TestNode;
import np.model.Command;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.NpException;
import np.model.OneOff;
import np.model.Task;
import np.model.WorkloadStatus;
import np.spi.Engine;
import np.spi.Subscription;
import np.testkit.Act;
import np.testkit.EngineContract;
import np.testkit.TestWorkloads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor behind a socket passes the same contract. */
final class EngineClientTest extends EngineContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private Path socket;
  private Acts acts;
  private TestNode node;
  private LinkServer server;
  private EngineClient client;

  @BeforeEach
  void start() {
    acts = new Acts(directory);
    socket = directory.resolve("node.sock");
    client = new EngineClient(socket);
    startNode();
  }

  private void startNode() {
    node = new TestNode(directory);
    server = LinkServer.ofNode(socket, node.supervisor(), node.catalog());
  }

  private void killNode() {
    server.close();
    node.die();
  }

  @AfterEach
  void stop() {
    server.close();
    node.close();
  }

  @Override
  protected Engine engine() {
    return client;
  }

  @Override
  protected Task task(Act act) {
    return acts.task(act);
  }

  @Override
  protected Command command(Act.Print print) {
    return acts.command(print);
  }

  @Test
  void nobodyElseMayUseTheSocket() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
  }

  @Test
  void aNodeThatIsAwayIsSaidToBe() {
    killNode();

    assertThatThrownBy(client::observe)
        .isInstanceOfSatisfying(
            NpException.Unavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_UNAVAILABLE));
  }

  @Test
  void whoeverWatchesGoesOnWatchingWhenTheNodeIsBack() {
    client.apply(TestWorkloads.web(task(new Act.Serve(1)), 1));
    List<WorkloadStatus> seen = new CopyOnWriteArrayList<>();
    try (Subscription _ = client.watch(seen::add)) {
      await().atMost(PATIENCE).until(() -> !seen.isEmpty() && seen.getLast().up() == 1);
      killNode();
      startNode();
      client.apply(TestWorkloads.web(task(new Act.Serve(1)), 2));

      await().atMost(PATIENCE).until(() -> seen.getLast().up() == 2);
    }
  }

  @Test
  void aOneOffGoesOnWhileTheNodeIsRestarted() throws Exception {
    Path proceed = directory.resolve("proceed");
    OneOff task =
        new OneOff(
            new InstanceId("release-1"),
            TestWorkloads.APP,
            OneOff.Kind.RUN,
            new Task(
                task(new Act.Idle()).artifact(),
                new Command.Shell(
                    "echo begin; until [ -e " + proceed + " ]; do sleep 0.1; done; echo end"),
                task(new Act.Idle()).runtime(),
                task(new Act.Idle()).environment(),
                task(new Act.Idle()).resources()),
            Duration.ofMinutes(1));
    List<String> lines = new CopyOnWriteArrayList<>();
    AtomicReference<Exit> exit = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual().start(() -> exit.set(client.run(task, line -> lines.add(line.text()))));
    await().atMost(PATIENCE).until(() -> logged("begin"));

    killNode();
    startNode();
    Files.createFile(proceed);

    caller.join();
    assertThat(exit.get()).isEqualTo(new Exit.Unknown());
    assertThat(lines).containsExactly("begin", "end");
  }

  private boolean logged(String text) throws Exception {
    Path log = directory.resolve("logs/acme/shop/release/release-1.log");
    return Files.exists(log) && Files.readString(log).contains(text);
  }
}
