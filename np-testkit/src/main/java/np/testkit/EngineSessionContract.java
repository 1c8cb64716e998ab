package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.InstanceId;
import np.model.NpException;
import np.model.OneOff;
import np.model.StopPolicy;
import np.spi.Engine;
import np.spi.ExecRequest;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.Terminal;
import org.junit.jupiter.api.Test;

/** What every {@link Engine} must do with processes whose streams are the caller's. */
public abstract class EngineSessionContract extends EngineHarness {
  private static final Optional<Terminal> PIPES = Optional.empty();
  private static final Optional<Terminal> XTERM =
      Optional.of(new Terminal("xterm", new Terminal.Size(120, 40)));
  private static final int MEGABYTES = 3 << 20;

  @Test
  void bytesArriveAsTheyAreBothWays() throws InterruptedException {
    try (Session session = attach(new Act.Echo(7), PIPES)) {
      Transcript transcript = new Transcript(session);
      byte[] sent = transcript.sendRandom(MEGABYTES);
      transcript.end();

      assertThat(transcript.exit()).isEqualTo(new Exit.Code(7));
      assertThat(transcript.stdout()).isEqualTo(sent);
      assertThat(transcript.complaints()).isEqualTo("end\n");
    }
  }

  @Test
  void theExitComesAfterTheLastOutput() throws InterruptedException {
    try (Session session = attach(new Act.Print(List.of("one", "two"), 4), PIPES)) {
      Transcript transcript = new Transcript(session);
      assertThat(transcript.exit()).isEqualTo(new Exit.Code(4));
      assertThat(transcript.shown()).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void noMoreComesThanThereIsRoomFor() throws InterruptedException {
    try (Session session = attach(new Act.Pour(), PIPES)) {
      receive(session, Session.WINDOW);
      session.send(new SessionInput.WindowAdjust(1000));
      receive(session, 1000);
      session.send(new SessionInput.WindowAdjust(1));
      receive(session, 1);
    }
  }

  /** Receives exactly so much: one byte more than was granted fails. */
  private static void receive(Session session, int bytes) throws InterruptedException {
    int left = bytes;
    while (left > 0) {
      if (session.receive() instanceof SessionOutput.Data data) {
        left -= data.bytes().remaining();
      }
    }
    assertThat(left).isZero();
  }

  @Test
  void aSignalOvertakesInputThatNobodyReads() throws InterruptedException {
    try (Session session = attach(new Act.Idle(), PIPES)) {
      for (int sent = 0; sent < Session.WINDOW; sent += Session.MOST_DATA) {
        session.send(new SessionInput.Data(ByteBuffer.allocate(Session.MOST_DATA)));
      }
      session.send(new SessionInput.Signal(StopPolicy.Signal.SIGTERM));

      assertThat(new Transcript(session).exit()).isEqualTo(new Exit.Signalled(15));
    }
  }

  @Test
  void aTerminalHasASizeThatChanges() throws InterruptedException {
    try (Session session = attach(new Act.Measure(), XTERM)) {
      Transcript transcript = new Transcript(session).awaits("120x40");
      session.send(new SessionInput.Resize(new Terminal.Size(99, 21)));
      transcript.awaits("99x21");
    }
  }

  @Test
  void ctrlCIsAKeyOfTheTerminal() throws InterruptedException {
    try (Session session = attach(new Act.Measure(), XTERM)) {
      Transcript transcript = new Transcript(session).awaits("120x40");
      transcript.type("\u0003");
      assertThat(transcript.exit()).isEqualTo(new Exit.Signalled(2));
    }
  }

  @Test
  void aSessionPastItsTimeIsKilled() throws InterruptedException {
    OneOff task = oneOff(new Act.Idle(), Duration.ofSeconds(1));
    try (Session session = engine().attach(task, PIPES)) {
      assertThat(new Transcript(session).exit()).isEqualTo(new Exit.Signalled(9));
    }
  }

  @Test
  void aSessionThatIsClosedEnds() throws InterruptedException {
    Session session = attach(new Act.Idle(), PIPES);
    session.close();
    session.close();
    session.send(new SessionInput.End());
  }

  @Test
  void aSessionRunsBesideAnInstance() throws InterruptedException {
    Engine engine = engine();
    engine.apply(TestWorkloads.web(task(new Act.Serve(1)), 1));
    InstanceId instance = ids(awaitComplete(engine)).getFirst();
    ExecRequest request = exec(instance, new Act.Print(List.of("beside"), 5));

    try (Session session = engine.attach(request, XTERM)) {
      Transcript transcript = new Transcript(session);
      assertThat(transcript.exit()).isEqualTo(new Exit.Code(5));
      assertThat(transcript.shown().strip()).isEqualTo("beside");
    }
    assertThat(ids(status(engine))).containsExactly(instance);
  }

  @Test
  void aSessionBesideNothingIsRefused() {
    ExecRequest request = exec(new InstanceId("web-none"), new Act.Print(List.of(), 0));

    assertThatThrownBy(() -> engine().attach(request, PIPES))
        .isInstanceOfSatisfying(
            NpException.NotFound.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_INSTANCE));
  }

  private Session attach(Act act, Optional<Terminal> terminal) {
    return engine().attach(oneOff(act, Duration.ofMinutes(1)), terminal);
  }

  private ExecRequest exec(InstanceId instance, Act.Print act) {
    return new ExecRequest(TestWorkloads.WEB, instance, command(act), Duration.ofMinutes(1));
  }

  private OneOff oneOff(Act act, Duration timeout) {
    return new OneOff(
        new InstanceId("run-0002"), TestWorkloads.APP, OneOff.Kind.RUN, task(act), timeout);
  }
}
