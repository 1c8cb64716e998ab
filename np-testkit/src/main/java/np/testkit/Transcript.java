package np.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import np.model.Exit;
import np.spi.Session;
import np.spi.SessionInput;
import np.spi.SessionOutput;
import org.jspecify.annotations.Nullable;

/** Everything that a session says, written down as it comes; keeps to the windows of both sides. */
public final class Transcript {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Session session;
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Semaphore room = new Semaphore(Session.WINDOW);
  private final Thread reader;
  private volatile @Nullable Exit exit;

  /** Begins to read. */
  public Transcript(Session session) {
    this.session = session;
    this.reader = Thread.ofVirtual().name("transcript").start(this::read);
  }

  private void read() {
    try {
      while (exit == null) {
        switch (session.receive()) {
          case SessionOutput.Data data -> write(data);
          case SessionOutput.WindowAdjust more -> room.release(more.bytes());
          case SessionOutput.Exited exited -> exit = exited.exit();
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void write(SessionOutput.Data data) {
    byte[] bytes = new byte[data.bytes().remaining()];
    data.bytes().get(bytes);
    ByteArrayOutputStream to = data.stream() == SessionOutput.Stream.STDOUT ? stdout : stderr;
    to.writeBytes(bytes);
    if (bytes.length > 0) {
      session.send(new SessionInput.WindowAdjust(bytes.length));
    }
  }

  /** Sends bytes as there is room for them. */
  public Transcript send(byte[] bytes) throws InterruptedException {
    for (int from = 0; from < bytes.length; from += Session.MOST_DATA) {
      int count = Math.min(Session.MOST_DATA, bytes.length - from);
      room.acquire(count);
      session.send(new SessionInput.Data(ByteBuffer.wrap(bytes, from, count)));
    }
    return this;
  }

  /** Sends text. */
  public Transcript type(String text) throws InterruptedException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends so many random bytes; what they were. */
  public byte[] sendRandom(int count) throws InterruptedException {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    send(bytes);
    return bytes;
  }

  /** Says that there is no more input. */
  public Transcript end() {
    session.send(new SessionInput.End());
    return this;
  }

  /** Waits until standard output has this text in it. */
  public Transcript awaits(String text) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown()).contains(text));
    return this;
  }

  /** Waits for the end. */
  public Exit exit() throws InterruptedException {
    assertThat(reader.join(PATIENCE)).as("it ends; it has shown: %s", shown()).isTrue();
    Exit seen = exit;
    assertThat(seen).isNotNull();
    return seen == null ? new Exit.Unknown() : seen;
  }

  /** What was written to standard output so far. */
  public byte[] stdout() {
    return stdout.toByteArray();
  }

  /** The same as text. */
  public String shown() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  /** What was written to standard error so far. */
  public String complaints() {
    return stderr.toString(StandardCharsets.UTF_8);
  }
}
