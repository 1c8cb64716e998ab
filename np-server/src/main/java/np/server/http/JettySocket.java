package np.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import np.api.Problem;
import np.model.ErrorCode;
import np.model.NpException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket. Jetty hands over a message only when the last one was taken: so a client that
 * sends faster than it is read waits.
 */
public final class JettySocket implements WebSocket, Session.Listener {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final Parts parts;
  private final Dialogue dialogue;
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ReentrantLock sending = new ReentrantLock();
  private volatile @Nullable Session session;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Problem reason;
  private volatile long heard;
  private volatile boolean leaving;
  private boolean asked;

  /**
   * What it works with.
   *
   * @param ended is told that it has ended
   */
  record Parts(
      Json json,
      WebSockets.Rhythm rhythm,
      String tokenId,
      Predicate<String> valid,
      Consumer<JettySocket> ended) {}

  JettySocket(Parts parts, Dialogue dialogue) {
    this.parts = parts;
    this.dialogue = dialogue;
  }

  boolean isOf(String tokenId) {
    return parts.tokenId.equals(tokenId);
  }

  /** Ends it and says why. */
  void cut(Problem why) {
    reason = why;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Waits until nothing of it runs any more. */
  void awaitEnd(Duration atMost) {
    try {
      ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Optional<Message> receive(Duration atMost) throws InterruptedException {
    ask();
    return Optional.ofNullable(inbox.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
  }

  @Override
  public void send(Record document) throws IOException {
    String text = parts.json.text(document);
    send(callback -> peer().sendText(text, callback));
  }

  @Override
  public void send(ByteBuffer bytes) throws IOException {
    send(callback -> peer().sendBinary(bytes, callback));
  }

  private void send(Consumer<Callback> message) throws IOException {
    Sending sent = new Sending();
    sending.lock();
    try {
      message.accept(sent);
      sent.await();
    } finally {
      sending.unlock();
    }
  }

  private Session peer() {
    Session peer = session;
    if (peer == null) {
      throw new IllegalStateException("the socket is not open yet");
    }
    return peer;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    heard = System.nanoTime();
    opened.setIdleTimeout(parts.rhythm.silence());
    thread = Thread.ofVirtual().name("np-socket").start(this::run);
  }

  @Override
  public void onWebSocketText(String text) {
    accept(new Message.Text(text));
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    ByteBuffer own = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    callback.succeed();
    accept(new Message.Binary(own));
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    heard = System.nanoTime();
    peer().demand();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    gone();
  }

  @Override
  public void onWebSocketClose(int code, String why, Callback callback) {
    callback.succeed();
    gone();
  }

  private void gone() {
    closed.countDown();
    inbox.add(new Message.Closed());
  }

  /** Whoever leaves hears no more, but reads on until the other side has left, too. */
  private synchronized void accept(Message message) {
    heard = System.nanoTime();
    asked = false;
    if (leaving) {
      ask();
    } else {
      inbox.add(message);
    }
  }

  private synchronized void ask() {
    if (!asked && closed.getCount() > 0) {
      asked = true;
      peer().demand();
    }
  }

  private void run() {
    Thread heart = Thread.ofVirtual().name("np-socket-heart").start(this::beat);
    try {
      if (!parts.valid.test(parts.tokenId)) {
        throw new NpException.Denied(ErrorCode.NOT_LOGGED_IN, "the token was revoked", "log in");
      }
      dialogue.hold(this);
      leave(StatusCode.NORMAL, Optional.ofNullable(reason));
    } catch (IOException lost) {
      leave(StatusCode.SHUTDOWN, Optional.ofNullable(reason));
    } catch (InterruptedException cut) {
      leave(StatusCode.SHUTDOWN, Optional.ofNullable(reason));
    } catch (RuntimeException failure) {
      leave(StatusCode.SERVER_ERROR, Optional.of(problem(failure)));
    } finally {
      heart.interrupt();
      parts.ended.accept(this);
      ended.countDown();
    }
  }

  private Problem problem(RuntimeException failure) {
    Problem known = reason;
    return known != null ? known : Problems.of(failure, "socket").problem();
  }

  /** Says a last word, and closes as RFC 6455 section 7.1 wants it, but not for ever. */
  private void leave(int code, Optional<Problem> lastWord) {
    Thread.interrupted();
    leaving = true;
    try {
      if (lastWord.isPresent() && closed.getCount() > 0) {
        send(lastWord.get());
      }
      peer().close(code, "", Callback.NOOP);
      ask();
      if (!closed.await(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        peer().disconnect();
      }
    } catch (IOException | InterruptedException lost) {
      peer().disconnect();
    }
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(parts.rhythm.heartbeat());
        if (System.nanoTime() - heard > parts.rhythm.silence().toNanos()) {
          peer().disconnect();
        } else {
          peer().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** A message on its way. */
  private static final class Sending implements Callback {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    @Override
    public void succeed() {
      done.countDown();
    }

    @Override
    public void fail(Throwable cause) {
      failure = cause;
      done.countDown();
    }

    void await() throws IOException {
      try {
        done.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while sending", e);
      }
      if (failure != null) {
        throw new IOException("the client has gone", failure);
      }
    }
  }
}
