package np.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import np.model.ErrorCode;
import np.model.Exit;
import np.model.NpException;
import np.model.StopPolicy;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.SessionOutput.Stream;
import np.spi.Terminal;

/** A session without a process: it does what it is told by whoever sends or receives. */
public final class FakeSession implements Session {
  private static final byte CTRL_C = 3;

  private final FakeBehaviour behaviour;
  private final boolean terminal;
  private final Duration timeout;
  private final BlockingQueue<SessionOutput> queue = new LinkedBlockingQueue<>();
  private final Deque<SessionOutput> waiting = new ArrayDeque<>();
  private int roomForOutput = WINDOW;
  private int roomForInput = WINDOW;
  private boolean ended;
  private boolean closed;

  /**
   * @param behaviour what it does
   * @param terminal that it has
   * @param timeout then it is killed
   */
  public FakeSession(FakeBehaviour behaviour, Optional<Terminal> terminal, Duration timeout) {
    this.behaviour = behaviour;
    this.terminal = terminal.isPresent();
    this.timeout = timeout;
    begin(terminal);
  }

  private synchronized void begin(Optional<Terminal> given) {
    switch (behaviour) {
      case FakeBehaviour.Works works -> {
        works.output().forEach(line -> write(Stream.STDOUT, line + "\n"));
        exit(new Exit.Code(works.exit()));
      }
      case FakeBehaviour.Fails fails -> exit(fails.evidence().exit().orElse(new Exit.Code(1)));
      case FakeBehaviour.Measures _ -> given.ifPresent(each -> measure(each.size()));
      case FakeBehaviour.Echoes _, FakeBehaviour.Pours _, FakeBehaviour.Hangs _ -> {}
    }
    flush();
  }

  @Override
  public synchronized void send(SessionInput input) {
    switch (input) {
      case SessionInput.Data data -> read(data.bytes());
      case SessionInput.End _ -> end();
      case SessionInput.Resize resize -> measure(resize.size());
      case SessionInput.Signal signal -> signal(signal.signal());
      case SessionInput.WindowAdjust more -> roomForOutput += more.bytes();
    }
    flush();
  }

  @Override
  public SessionOutput receive() throws InterruptedException {
    SessionOutput next = queue.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return next == null ? new SessionOutput.Exited(new Exit.Signalled(9)) : next;
  }

  /** Whether the session was closed. */
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (!ended) {
      waiting.clear();
      exit(new Exit.Signalled(1));
    }
    flush();
  }

  private void read(ByteBuffer bytes) {
    int count = bytes.remaining();
    if (count > roomForInput) {
      throw new NpException.Invalid(ErrorCode.TOO_LARGE, "there is no room for it", "wait");
    }
    queue.add(new SessionOutput.WindowAdjust(Math.max(1, count)));
    if (terminal && count > 0 && bytes.get(bytes.position()) == CTRL_C) {
      signal(StopPolicy.Signal.SIGINT);
    }
    if (behaviour instanceof FakeBehaviour.Echoes && !ended) {
      waiting.add(new SessionOutput.Data(Stream.STDOUT, bytes));
    }
  }

  private void end() {
    if (behaviour instanceof FakeBehaviour.Echoes echoes && !terminal) {
      write(Stream.STDERR, "end\n");
      exit(new Exit.Code(echoes.exit()));
    }
  }

  private void measure(Terminal.Size size) {
    if (behaviour instanceof FakeBehaviour.Measures) {
      write(Stream.STDOUT, size.columns() + "x" + size.rows() + "\n");
    }
  }

  private void signal(StopPolicy.Signal signal) {
    if (!ended) {
      exit(new Exit.Signalled(signal.number()));
    }
  }

  private void write(Stream stream, String text) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    waiting.add(new SessionOutput.Data(stream, bytes));
  }

  private void exit(Exit exit) {
    ended = true;
    waiting.add(new SessionOutput.Exited(exit));
  }

  /** Hands on as much as the caller has room for. */
  private void flush() {
    while (behaviour instanceof FakeBehaviour.Pours && !ended && roomForOutput > 0) {
      send(Stream.STDOUT, ByteBuffer.allocate(Math.min(MOST_DATA, roomForOutput)));
    }
    while (!waiting.isEmpty()) {
      if (!(waiting.getFirst() instanceof SessionOutput.Data data)) {
        queue.add(waiting.removeFirst());
      } else if (!flush(data)) {
        return;
      }
    }
  }

  private boolean flush(SessionOutput.Data data) {
    ByteBuffer bytes = data.bytes();
    if (roomForOutput == 0 && bytes.hasRemaining()) {
      return false;
    }
    waiting.removeFirst();
    int count = Math.min(Math.min(MOST_DATA, roomForOutput), bytes.remaining());
    send(data.stream(), bytes.slice(bytes.position(), count));
    if (count < bytes.remaining()) {
      ByteBuffer rest = bytes.slice(bytes.position() + count, bytes.remaining() - count);
      waiting.addFirst(new SessionOutput.Data(data.stream(), rest));
    }
    return true;
  }

  private void send(Stream stream, ByteBuffer bytes) {
    roomForOutput -= bytes.remaining();
    queue.add(new SessionOutput.Data(stream, bytes));
  }
}
