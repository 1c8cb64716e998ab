package np.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import np.cli.client.ServerSession;
import np.cli.host.Tty;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.SafeText;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.StopPolicy;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.Subscription;
import np.spi.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * A command at the server with the standard streams of this process, until it ends; then nothing of
 * it is left, here neither: the terminal is as it was.
 */
final class AttachedCommand {
  private static final int INTERRUPTED = 130;
  private static final int LEAST_SIGNAL = 128;

  /** Ctrl-C and Ctrl-D as keys. */
  private static final byte ETX = 3;

  private static final byte EOT = 4;

  private final Session session;
  private final ServerSession server;
  private final boolean onTerminal;
  private int interrupts;
  private volatile boolean hungUp;

  /**
   * @param terminal that the command has; empty: pipes
   */
  AttachedCommand(Session session, ServerSession server, Optional<Terminal> terminal) {
    this.session = session;
    this.server = server;
    this.onTerminal = terminal.isPresent();
  }

  /** Holds it to its end; the exit code is its own. */
  Outcome run() {
    try {
      String instance = document().text("instance");
      Screen screen = new Screen(server, out(instance), err(instance)).start();
      JsonObject exit = hold(screen);
      return exited(exit);
    } catch (IOException e) {
      if (hungUp) {
        return new Outcome.Answer(INTERRUPTED);
      }
      throw lost(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the CLI", e);
    }
  }

  private JsonObject document() throws IOException {
    while (true) {
      if (server.receive() instanceof ServerSession.Message.Document(JsonObject document)) {
        return document;
      }
    }
  }

  private JsonObject hold(Screen screen) throws IOException, InterruptedException {
    Keyboard keyboard = new Keyboard(server, session.context().streams().in(), endOfInput());
    try (Subscription _ = raw();
        Subscription _ = session.context().desk().terminal().onResize(this::resized);
        Subscription _ = session.context().desk().terminal().onInterrupt(this::interrupted)) {
      keyboard.start();
      return listen(screen, keyboard);
    } finally {
      screen.end();
    }
  }

  private JsonObject listen(Screen screen, Keyboard keyboard) throws IOException {
    while (true) {
      switch (server.receive()) {
        case ServerSession.Message.Output(SessionOutput.Data data) -> screen.show(data);
        case ServerSession.Message.Output(SessionOutput.WindowAdjust more) ->
            keyboard.grant(more.bytes());
        case ServerSession.Message.Output(SessionOutput.Exited _) -> {}
        case ServerSession.Message.Document(JsonObject exit) -> {
          return exit;
        }
      }
    }
  }

  private Subscription raw() {
    return onTerminal && session.context().tty().in()
        ? session.context().desk().terminal().raw()
        : () -> {};
  }

  /** A terminal has no end; a file that is typed into one is followed by the key that means it. */
  private SessionInput endOfInput() {
    return onTerminal ? key(EOT) : new SessionInput.End();
  }

  private static SessionInput key(byte key) {
    return new SessionInput.Data(ByteBuffer.wrap(new byte[] {key}));
  }

  private void resized() {
    if (onTerminal) {
      Tty.Size size = session.context().tty().size().get();
      tell(new SessionInput.Resize(new Terminal.Size(size.width(), size.height())));
    }
  }

  /** Ctrl-C is the command's; who presses it again without a terminal wants to leave. */
  private synchronized void interrupted() {
    interrupts++;
    if (onTerminal) {
      tell(key(ETX));
    } else if (interrupts == 1) {
      tell(new SessionInput.Signal(StopPolicy.Signal.SIGINT));
      if (session.context().tty().err()) {
        session.output().note("The command was interrupted; Ctrl-C again hangs up.");
      }
    } else {
      hungUp = true;
      server.close();
    }
  }

  /** A connection that is broken is noticed where it is read. */
  private void tell(SessionInput input) {
    try {
      server.send(input);
    } catch (IOException lost) {
      server.close();
    }
  }

  private SessionSink out(String instance) {
    Output output = session.output();
    if (output.isJson()) {
      return lines(instance, "stdout");
    }
    SafeText text = new SafeText();
    return isSafe(session.context().tty().out())
        ? output::raw
        : bytes -> output.raw(text.next(bytes));
  }

  private SessionSink err(String instance) {
    Output output = session.output();
    if (output.isJson()) {
      return lines(instance, "stderr");
    }
    SafeText text = new SafeText();
    return isSafe(session.context().tty().err())
        ? output::rawError
        : bytes -> output.rawError(text.next(bytes));
  }

  /** Whether bytes may be passed on: they are for a program, or the person has asked for them. */
  private boolean isSafe(boolean shownOnTerminal) {
    return onTerminal || !shownOnTerminal || session.arguments().has("--raw");
  }

  private SessionSink lines(String instance, String stream) {
    return new LineSink(
        line ->
            session
                .output()
                .json(
                    JsonObject.of("np.log/1")
                        .with("ts", session.now().toString())
                        .with("source", "run")
                        .with("instance", instance)
                        .with("stream", stream)
                        .with("text", line)));
  }

  private Outcome exited(JsonObject exit) {
    session.output().json(exit);
    int code = (int) exit.whole("code");
    if (code > LEAST_SIGNAL && !exit.text("why").isEmpty()) {
      session.output().note(Output.safe(exit.text("why")));
    }
    return new Outcome.Answer(code);
  }

  private static NpException lost(@Nullable IOException why) {
    String reason = why == null || why.getMessage() == null ? "" : ": " + why.getMessage();
    return new NpException.Unavailable(
        ErrorCode.UNREACHABLE,
        "the connection to the server was lost, and the command is ended there" + reason,
        "np run --detach starts one that goes on alone");
  }
}
