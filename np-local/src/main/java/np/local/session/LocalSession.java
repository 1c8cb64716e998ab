package np.local.session;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import np.local.process.Attached;
import np.model.Exit;
import np.model.StopPolicy;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import np.spi.SessionOutput.Stream;
import np.spi.Terminal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session with a process of this machine. */
public final class LocalSession implements Session {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSession.class);

  private static final Exit KILLED = new Exit.Signalled(9);

  private final Attached attached;
  private final BlockingQueue<SessionOutput> outgoing = new LinkedBlockingQueue<>();
  private final Room room = new Room(WINDOW);
  private final InputPump input;
  private final OutputPump output;
  private final OutputPump errors;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean killed;

  private LocalSession(Attached attached) {
    this.attached = attached;
    this.input = new InputPump(attached.input(), outgoing::add);
    this.output = new OutputPump(Stream.STDOUT, attached.output(), room, outgoing::add);
    this.errors = new OutputPump(Stream.STDERR, attached.errors(), room, outgoing::add);
  }

  /**
   * Takes over a process, to its end.
   *
   * @param timeout then it is killed
   */
  public static LocalSession with(Attached attached, Duration timeout) {
    LocalSession session = new LocalSession(attached);
    session.input.start();
    session.output.start();
    session.errors.start();
    Thread.ofVirtual().name("np-session-timer").start(() -> session.killAfter(timeout));
    Thread.ofVirtual().name("np-session").start(session::follow);
    return session;
  }

  @Override
  public void send(SessionInput message) {
    switch (message) {
      case SessionInput.Data data -> input.take(data.bytes());
      case SessionInput.End _ -> end();
      case SessionInput.Resize resize -> resize(resize.size());
      case SessionInput.Signal signal -> attached.running().signal(signal.signal());
      case SessionInput.WindowAdjust more -> room.grant(more.bytes());
    }
  }

  @Override
  public SessionOutput receive() throws InterruptedException {
    return outgoing.take();
  }

  /** As a terminal does that is closed; who ignores it is killed. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && ended.getCount() > 0) {
      room.abandon();
      attached.running().signal(StopPolicy.Signal.SIGHUP);
      Duration grace = Duration.ofSeconds(GRACE_SECONDS);
      Thread.ofVirtual().name("np-session-grace").start(() -> killAfter(grace));
    }
  }

  /** Waits until the process has ended. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  /** A terminal has no end; the person types one. */
  private void end() {
    if (attached.terminal().isEmpty()) {
      input.end();
    }
  }

  private void resize(Terminal.Size size) {
    if (attached.terminal().isPresent()) {
      try {
        attached.terminal().get().resize(size);
      } catch (IOException e) {
        LOG.debug("terminal not resized: {}", e.getMessage());
      }
    }
  }

  private void killAfter(Duration patience) {
    try {
      if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        killed = true;
        attached.running().kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try {
      Exit exit = attached.running().awaitExit();
      input.stop();
      output.awaitEnd();
      errors.awaitEnd();
      outgoing.add(new SessionOutput.Exited(killed ? KILLED : exit));
      attached.close();
    } catch (IOException e) {
      LOG.warn("streams not closed: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }
}
