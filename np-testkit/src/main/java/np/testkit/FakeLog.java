package np.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import np.model.AppId;
import np.model.InstanceId;
import np.model.LogLine;
import np.spi.LogQuery;
import np.spi.LogSubscription;

/** Output in memory. */
final class FakeLog {
  private final List<Entry> entries = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();

  private record Entry(AppId app, LogLine line) {}

  synchronized void add(AppId app, String source, InstanceId instance, String text) {
    Entry entry = new Entry(app, new LogLine(Instant.EPOCH, source, instance, text));
    entries.add(entry);
    followers.stream()
        .filter(follower -> matches(follower.query, entry))
        .forEach(follower -> follower.sink.accept(entry.line()));
  }

  synchronized List<LogLine> of(AppId app, InstanceId instance) {
    return entries.stream()
        .filter(entry -> entry.app().equals(app) && entry.line().instance().equals(instance))
        .map(Entry::line)
        .toList();
  }

  synchronized LogSubscription query(LogQuery query, Consumer<LogLine> sink) {
    List<LogLine> found =
        entries.stream().filter(entry -> matches(query, entry)).map(Entry::line).toList();
    found.subList(Math.max(0, found.size() - query.limit()), found.size()).forEach(sink);
    Follower follower = new Follower(query, sink);
    if (query.follow() == LogQuery.Follow.YES) {
      followers.add(follower);
    } else {
      follower.ended.countDown();
    }
    return follower;
  }

  private static boolean matches(LogQuery query, Entry entry) {
    LogLine line = entry.line();
    return entry.app().equals(query.app())
        && query.instance().filter(id -> !id.equals(line.instance())).isEmpty()
        && query.process().filter(name -> !line.source().startsWith(name + ".")).isEmpty()
        && query.since().filter(since -> line.time().isBefore(since)).isEmpty()
        && query.contains().filter(text -> !line.text().contains(text)).isEmpty();
  }

  private synchronized void leave(Follower follower) {
    followers.remove(follower);
  }

  private final class Follower implements LogSubscription {
    private final LogQuery query;
    private final Consumer<LogLine> sink;
    private final CountDownLatch ended = new CountDownLatch(1);

    Follower(LogQuery query, Consumer<LogLine> sink) {
      this.query = query;
      this.sink = sink;
    }

    @Override
    public void awaitEnd() throws InterruptedException {
      ended.await();
    }

    @Override
    public void close() {
      leave(this);
      ended.countDown();
    }
  }
}
