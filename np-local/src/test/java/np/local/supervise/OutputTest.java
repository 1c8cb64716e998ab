package np.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import np.local.logs.LogStore;
import np.model.AppId;
import np.model.AppName;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.model.TenantName;
import np.spi.LogQuery;
import np.spi.LogSubscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputTest {
  private static final Output.Source SOURCE =
      new Output.Source(
          new AppId(new TenantName("default"), new AppName("shop")), new InstanceId("run-1"));

  /** A sink writes to a channel, which an interrupt would close. */
  @Test
  void whoReceivesALineIsNotInterruptedWhenTheCommandEnds() throws InterruptedException {
    CountDownLatch receiving = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread deliverer = Thread.currentThread();
    Consumer<LogLine> sink =
        line -> {
          receiving.countDown();
          while (deliverer.getState() != Thread.State.BLOCKED && !interrupted.get()) {
            interrupted.set(Thread.currentThread().isInterrupted());
          }
        };

    Exit exit =
        new Output(new OneLine())
            .deliver(
                SOURCE,
                sink,
                () -> {
                  receiving.await();
                  return new Exit.Code(0);
                });

    assertThat(exit).isEqualTo(new Exit.Code(0));
    assertThat(interrupted).isFalse();
  }

  /** Has one line for whoever follows, and nothing more to say afterwards. */
  private static final class OneLine implements LogStore {
    @Override
    public LogSubscription query(LogQuery query, Consumer<LogLine> sink) {
      LogLine line = new LogLine(Instant.EPOCH, "run", SOURCE.instance(), "hello");
      boolean follows = query.follow() == LogQuery.Follow.YES;
      Thread thread = new Thread(() -> List.of(line).forEach(follows ? sink : _ -> {}));
      thread.start();
      return new Following(thread);
    }

    @Override
    public Path file(AppId app, String source, InstanceId instance) {
      return Path.of("none");
    }

    @Override
    public List<String> lastLines(AppId app, InstanceId instance, int count) {
      return List.of();
    }

    @Override
    public void forget(AppId app) {}
  }

  private record Following(Thread thread) implements LogSubscription {
    @Override
    public void close() {
      thread.interrupt();
    }

    @Override
    public void awaitEnd() throws InterruptedException {
      thread.join();
    }
  }
}
