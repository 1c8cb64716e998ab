package np.local.logs;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import np.model.LogLine;
import np.model.ReleaseNumber;
import np.spi.LogQuery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one query. */
final class LogSearch {
  private static final Logger LOG = LoggerFactory.getLogger(LogSearch.class);
  private static final int BATCH = 1000;

  private final LogTree tree;
  private final Opener opener;
  private final InstantSource clock;
  private final LogQuery query;
  private final Map<Path, Long> positions = new HashMap<>();

  /** Opens logs. */
  @FunctionalInterface
  interface Opener {
    LogFile open(Path path) throws IOException;
  }

  LogSearch(LogTree tree, Opener opener, InstantSource clock, LogQuery query) {
    this.tree = tree;
    this.opener = opener;
    this.clock = clock;
    this.query = query;
  }

  /** Delivers what there is, then, if the query follows, what comes, until interrupted. */
  void deliver(Consumer<LogLine> sink, Growth growth) throws InterruptedException {
    long seen = growth.count(query.app());
    boolean follow =
        switch (query.follow()) {
          case YES -> true;
          case NO -> false;
        };
    history(follow).forEach(sink);
    while (follow) {
      while (deliverNew(sink)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      growth.await(query.app(), seen);
      seen = growth.count(query.app());
    }
  }

  /** A line that is not complete yet is left to the following, if there is one. */
  private List<LogLine> history(boolean follow) {
    long since = query.since().map(Instant::toEpochMilli).orElse(0L);
    List<LogLine> lines = new ArrayList<>();
    for (LogTree.Entry entry : entries()) {
      try {
        LogFile file = opener.open(entry.path());
        long end = follow ? file.end() : Long.MAX_VALUE;
        positions.put(entry.path(), end);
        file.newest(timed -> timed.line().end() <= end && matches(timed), since, query.limit())
            .forEach(timed -> lines.add(line(entry, timed)));
      } catch (IOException e) {
        unreadable(entry, e);
      }
    }
    lines.sort(Comparator.comparing(LogLine::time)); // stable: lines of one file stay in order
    return lines.subList(Math.max(0, lines.size() - query.limit()), lines.size());
  }

  private boolean deliverNew(Consumer<LogLine> sink) {
    boolean more = false;
    for (LogTree.Entry entry : entries()) {
      try {
        LogFile file = opener.open(entry.path());
        long position = positions.getOrDefault(entry.path(), 0L);
        List<LogFile.Timed> lines = file.after(position, BATCH);
        if (!lines.isEmpty()) {
          positions.put(entry.path(), lines.getLast().line().end());
        }
        lines.stream().filter(this::matches).forEach(timed -> sink.accept(line(entry, timed)));
        more |= lines.size() == BATCH;
      } catch (IOException e) {
        unreadable(entry, e);
      }
    }
    return more;
  }

  private List<LogTree.Entry> entries() {
    return tree.entries(query.app()).stream()
        .filter(entry -> query.instance().filter(id -> !id.equals(entry.instance())).isEmpty())
        .filter(entry -> query.process().filter(name -> !isOf(entry, name.value())).isEmpty())
        .filter(entry -> query.release().isEmpty() || query.release().equals(label(entry)))
        .toList();
  }

  private static boolean isOf(LogTree.Entry entry, String process) {
    return entry.source().equals(process) || entry.source().startsWith(process + ".");
  }

  private static Optional<ReleaseNumber> label(LogTree.Entry entry) {
    return new LogLabel(entry.path()).read();
  }

  private boolean matches(LogFile.Timed timed) {
    return query.contains().filter(text -> !timed.line().text().contains(text)).isEmpty()
        && query.since().filter(since -> time(timed).isBefore(since)).isEmpty();
  }

  private LogLine line(LogTree.Entry entry, LogFile.Timed timed) {
    return new LogLine(time(timed), entry.source(), entry.instance(), timed.line().text());
  }

  private Instant time(LogFile.Timed timed) {
    return timed.millis() == Long.MAX_VALUE
        ? clock.instant()
        : Instant.ofEpochMilli(timed.millis());
  }

  private static void unreadable(LogTree.Entry entry, IOException e) {
    if (!(e instanceof NoSuchFileException) && !(e instanceof ClosedByInterruptException)) {
      LOG.warn("log not read path={} why={}", entry.path(), e.toString());
    }
  }
}
