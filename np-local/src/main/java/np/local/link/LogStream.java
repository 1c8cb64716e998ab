package np.local.link;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import np.model.LogLine;
import np.model.NpException;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import org.jspecify.annotations.Nullable;

/** Log lines from a node, until the last or until closed. */
final class LogStream implements LogSubscription {
  private final LinkClient link;
  private final LinkConnection connection;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile @Nullable NpException failure;

  private LogStream(LinkClient link, LinkConnection connection) {
    this.link = link;
    this.connection = connection;
  }

  static LogStream open(LinkClient link, LogQuery query, Consumer<LogLine> sink) {
    try {
      LogStream stream = new LogStream(link, LinkConnection.open(link.socket()));
      stream.connection.send(new Call.Logs(query));
      Thread.ofVirtual().name("link-logs").start(() -> stream.deliver(sink));
      return stream;
    } catch (IOException e) {
      throw link.unreachable(e);
    }
  }

  private void deliver(Consumer<LogLine> sink) {
    try (connection) {
      while (link.expect(connection, Reply.class) instanceof Reply.Line line) {
        sink.accept(line.line());
      }
    } catch (NpException e) {
      failure = e;
    } catch (IOException e) {
      failure = closed ? null : link.unreachable(e);
    } finally {
      ended.countDown();
    }
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    ended.await();
    NpException why = failure;
    if (why != null) {
      throw why;
    }
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }
}
