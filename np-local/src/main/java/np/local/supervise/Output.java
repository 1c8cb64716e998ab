package np.local.supervise;

import java.util.Optional;
import java.util.function.Consumer;
import np.local.logs.LogStore;
import np.model.AppId;
import np.model.Exit;
import np.model.InstanceId;
import np.model.LogLine;
import np.spi.LogQuery;
import np.spi.LogSubscription;

/** Delivers what a one-off prints, from its first line to its last, while it runs. */
record Output(LogStore logs) {
  private static final int LINES = 100_000;

  /** Whose output. */
  record Source(AppId app, InstanceId instance) {}

  /** Waits for the end of what prints. */
  interface Ending {
    Exit await() throws InterruptedException;
  }

  /** Returns how it ended, after the last line was delivered. */
  Exit deliver(Source source, Consumer<LogLine> sink, Ending ending) throws InterruptedException {
    Counter live = new Counter(sink);
    LogSubscription following = logs.query(query(source, LogQuery.Follow.YES), live);
    try {
      Exit exit = ending.await();
      deliverRest(source, sink, live.stop());
      return exit;
    } finally {
      live.stop(); // first: closing interrupts, which would cut a sink off in the middle of a line
      following.close();
    }
  }

  private void deliverRest(Source source, Consumer<LogLine> sink, long delivered)
      throws InterruptedException {
    Counter rest = new Counter(sink, delivered);
    try (LogSubscription remaining = logs.query(query(source, LogQuery.Follow.NO), rest)) {
      remaining.awaitEnd();
    }
    rest.stop();
  }

  private static LogQuery query(Source source, LogQuery.Follow follow) {
    return new LogQuery(
        source.app(),
        Optional.empty(),
        Optional.of(source.instance()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LINES,
        follow);
  }

  /** Passes lines on after the first few, until it is stopped. */
  private static final class Counter implements Consumer<LogLine> {
    private final Consumer<LogLine> sink;
    private final long skipped;
    private long seen;
    private boolean stopped;

    Counter(Consumer<LogLine> sink) {
      this(sink, 0);
    }

    Counter(Consumer<LogLine> sink, long skipped) {
      this.sink = sink;
      this.skipped = skipped;
    }

    @Override
    public synchronized void accept(LogLine line) {
      if (!stopped && seen++ >= skipped) {
        sink.accept(line);
      }
    }

    /** Returns when the sink has all that it will get; how many lines that were. */
    synchronized long stop() {
      stopped = true;
      return seen;
    }
  }
}
