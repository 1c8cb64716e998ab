package np.local.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import np.model.NpException;
import np.spi.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is made again whenever it breaks, until it is closed. */
final class Persistence implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final LinkClient link;
  private final Conversation conversation;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  /** What is said on each connection. */
  interface Conversation {
    /** Returns or throws when the connection has ended. */
    void hold(LinkConnection connection) throws IOException;
  }

  Persistence(LinkClient link, Conversation conversation) {
    this.link = link;
    this.conversation = conversation;
    this.thread = Thread.ofVirtual().name("link-keeper").unstarted(this::run);
  }

  Persistence start() {
    thread.start();
    return this;
  }

  private void run() {
    Duration pause = Duration.ZERO;
    try {
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = talk() ? FIRST_PAUSE : longer(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there was a connection. */
  private boolean talk() {
    try (LinkConnection connection = LinkConnection.open(link.socket())) {
      return talk(connection);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean talk(LinkConnection connection) {
    try {
      conversation.hold(connection);
      return true;
    } catch (IOException | NpException e) {
      return true;
    } catch (RuntimeException e) {
      LOG.error("socket={} state=stumbled", link.socket(), e);
      return true;
    }
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }
}
