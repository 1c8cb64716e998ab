package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import np.local.link.EngineClient;
import np.local.link.LinkServer;
import np.model.Command;
import np.model.ErrorCode;
import np.model.InstanceId;
import np.model.NpException;
import np.model.OneOff;
import np.model.Task;
import np.spi.Engine;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.Terminal;
import np.testkit.Act;
import np.testkit.TestWorkloads;
import np.testkit.Transcript;
import org.junit.jupiter.api.Test;

/** What becomes of a process when whoever held its streams is gone. */
class SessionTest extends SupervisorHarness {
  private static final Optional<Terminal> PIPES = Optional.empty();
  private static final Optional<Terminal> XTERM =
      Optional.of(new Terminal("xterm-test", new Terminal.Size(80, 24)));

  private Session attach(Engine engine, String line, Optional<Terminal> terminal) {
    Task idle = acts.task(new Act.Idle());
    Task task =
        new Task(
            idle.artifact(),
            new Command.Shell(line),
            idle.runtime(),
            idle.environment(),
            idle.resources());
    InstanceId id = new InstanceId("run-" + Long.toHexString(System.nanoTime()));
    return engine.attach(
        new OneOff(id, TestWorkloads.APP, OneOff.Kind.RUN, task, Duration.ofMinutes(1)), terminal);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void awaitFile(String name) {
    await().atMost(PATIENCE).until(() -> Files.exists(file(name)));
  }

  @Test
  void aProcessIsToldThatItsPersonHasGone() {
    String line = "trap 'touch told; exit' HUP; touch up; while :; do sleep 0.05; done";
    Session session = attach(node.supervisor(), line, PIPES);
    awaitFile("up");

    session.close();

    awaitFile("told");
    await().atMost(PATIENCE).until(() -> !node.launcher().anyRuns());
  }

  @Test
  void aProcessThatDoesNotListenIsKilled() {
    String line = "trap '' HUP; touch up; while :; do echo on; sleep 0.05; done";
    Session session = attach(node.supervisor(), line, XTERM);
    awaitFile("up");

    session.close();

    await().atMost(PATIENCE).until(() -> !node.launcher().anyRuns());
  }

  @Test
  void aProcessThatNobodyReadsEndsToo() {
    Session session = attach(node.supervisor(), "touch up; exec yes", PIPES);
    awaitFile("up");

    session.close();

    await().atMost(PATIENCE).until(() -> !node.launcher().anyRuns());
  }

  @Test
  void aProcessEndsWithTheConnectionOfItsPerson() {
    Path socket = file("node.sock");
    try (LinkServer _ = LinkServer.ofNode(socket, node.supervisor(), node.catalog())) {
      EngineClient client = new EngineClient(socket);
      Session session = attach(client, "touch up; exec sleep 60", XTERM);
      awaitFile("up");

      session.close();

      await().atMost(PATIENCE).until(() -> !node.launcher().anyRuns());
    }
  }

  @Test
  void aNodeThatGoesIsNoticedAndTakesTheProcessAlong() {
    Path socket = file("node.sock");
    LinkServer server = LinkServer.ofNode(socket, node.supervisor(), node.catalog());
    Session session = attach(new EngineClient(socket), "touch up; exec sleep 60", PIPES);
    awaitFile("up");

    server.close();
    node.die();

    assertThatThrownBy(session::receive)
        .isInstanceOfSatisfying(
            NpException.Unavailable.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_UNAVAILABLE));
    assertThat(node.launcher().anyRuns()).isFalse();
  }

  @Test
  void moreInputThanThereIsRoomForIsRefused() {
    try (Session session = attach(node.supervisor(), "exec sleep 60", PIPES)) {
      for (int sent = 0; sent < Session.WINDOW; sent += Session.MOST_DATA) {
        session.send(new SessionInput.Data(ByteBuffer.allocate(Session.MOST_DATA)));
      }
      assertThatThrownBy(() -> session.send(new SessionInput.Data(ByteBuffer.allocate(1))))
          .isInstanceOf(NpException.Invalid.class);
    }
  }

  @Test
  void inputThatTheProcessDoesNotWantIsSwallowed() throws Exception {
    try (Session session = attach(node.supervisor(), "exec <&-; cat /dev/null; sleep 1", PIPES)) {
      Transcript transcript = new Transcript(session);
      transcript.sendRandom(4 * Session.WINDOW);
      assertThat(transcript.end().exit().why()).isEqualTo("exited with 0");
    }
  }

  @Test
  void theTypeOfTheTerminalIsThePersons() throws Exception {
    try (Session session = attach(node.supervisor(), "echo is $TERM", XTERM)) {
      assertThat(new Transcript(session).awaits("is xterm-test").exit().why()).contains("0");
    }
  }

  @Test
  void nothingOfASessionIsLeft() throws Exception {
    try (Session session = attach(node.supervisor(), "echo short", PIPES)) {
      Transcript transcript = new Transcript(session);
      transcript.exit();
      assertThat(transcript.shown()).isEqualTo("short\n");
    }
    await().atMost(PATIENCE).until(() -> node.launcher().removed().size() == 1);
    assertThat(directory.resolve("logs/acme/shop/run")).doesNotExist();
  }
}
