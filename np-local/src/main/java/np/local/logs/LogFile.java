package np.local.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The log of one instance: the file that it writes to, older parts of it, and when it grew. Offsets
 * are counted from the first byte ever written, so rotation does not move them.
 */
final class LogFile {
  private static final int WINDOW = 256 * 1024;
  private static final int WIDER = 4;

  private final Path path;
  private final TimeIndex index;
  private final Rotation rotation;
  private final ReentrantLock lock = new ReentrantLock();
  private long beginning;
  private long size;

  /**
   * @param path which is written to
   * @param rotation of files of this kind
   */
  LogFile(Path path, Rotation rotation) throws IOException {
    this.path = path;
    this.rotation = rotation;
    this.index = TimeIndex.of(path);
    TimeIndex.Times times = index.read();
    beginning = times.beginning();
    size = Math.max(0, times.end() - beginning);
    if (Files.exists(path)) {
      noteGrowth(Files.getLastModifiedTime(path).toMillis());
    }
  }

  /** A line with the time at which it was seen first. */
  record Timed(LineSplitter.Line line, long millis) {}

  /** Looks whether it has grown, and remembers when; rotates it when it is large. */
  boolean look(long now) throws IOException {
    lock.lock();
    try {
      boolean grown = Files.exists(path) && noteGrowth(now);
      if (rotation.isDue(size)) {
        long moved = rotation.rotate(path);
        beginning += moved;
        index.begins(beginning);
        index.forgetBefore(oldest());
        size = Files.size(path);
      }
      return grown;
    } finally {
      lock.unlock();
    }
  }

  /** The newest lines that match, at most {@code limit}, oldest first. */
  List<Timed> newest(Predicate<Timed> filter, long since, int limit) throws IOException {
    lock.lock();
    try {
      TimeIndex.Times times = index.read();
      long end = beginning + size;
      long window = WINDOW;
      while (true) {
        long start = Math.max(oldest(), end - window);
        List<Timed> lines = matching(start, end, times, filter);
        boolean all = start == oldest() || times.millisAt(start, Long.MAX_VALUE) < since;
        if (all || lines.size() > limit) {
          return List.copyOf(lines.subList(Math.max(0, lines.size() - limit), lines.size()));
        }
        window *= WIDER;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Complete lines from this offset on, at most {@code limit}. */
  List<Timed> after(long offset, int limit) throws IOException {
    lock.lock();
    try {
      TimeIndex.Times times = index.read();
      List<Timed> lines = new ArrayList<>();
      long start = Math.max(offset, oldest());
      try (Segments segments = new Segments(segments(), start, beginning + size)) {
        LineSplitter splitter = new LineSplitter(segments, start);
        Optional<LineSplitter.Line> line = splitter.next();
        while (line.isPresent() && line.get().complete() && lines.size() < limit) {
          lines.add(timed(line.get(), times));
          line = splitter.next();
        }
      }
      return lines;
    } finally {
      lock.unlock();
    }
  }

  /** Where its next line will begin: behind the last line end. */
  long end() throws IOException {
    List<Timed> last = newest(_ -> true, 0, 1);
    lock.lock();
    try {
      if (last.isEmpty()) {
        return oldest();
      }
      LineSplitter.Line line = last.getFirst().line();
      return line.complete() ? line.end() : line.offset();
    } finally {
      lock.unlock();
    }
  }

  private List<Timed> matching(long start, long end, TimeIndex.Times times, Predicate<Timed> filter)
      throws IOException {
    List<Timed> lines = new ArrayList<>();
    try (Segments segments = new Segments(segments(), start, end)) {
      LineSplitter splitter = new LineSplitter(segments, start);
      boolean whole = start == oldest();
      for (Optional<LineSplitter.Line> line = splitter.next();
          line.isPresent();
          line = splitter.next()) {
        Timed timed = timed(line.get(), times);
        if (whole && filter.test(timed)) {
          lines.add(timed);
        }
        whole = true; // the first one may have begun before the window
      }
    }
    return lines;
  }

  private Timed timed(LineSplitter.Line line, TimeIndex.Times times) {
    return new Timed(line, times.millisAt(line.offset(), Long.MAX_VALUE));
  }

  /** A program that opens /dev/stdout anew may have emptied the file: then it begins here. */
  private boolean noteGrowth(long now) throws IOException {
    long current = Files.size(path);
    if (current < size) {
      beginning += size;
      index.begins(beginning);
      size = 0;
    }
    if (current == size) {
      return false;
    }
    size = current;
    index.grown(beginning + size, now);
    return true;
  }

  private long oldest() {
    List<Segments.Segment> segments = segments();
    return segments.isEmpty() ? beginning : segments.getFirst().start();
  }

  /** Oldest first; the starts of rotated parts follow from their lengths. */
  private List<Segments.Segment> segments() {
    List<Segments.Segment> segments = new ArrayList<>();
    segments.add(new Segments.Segment(path, beginning, size));
    long start = beginning;
    for (Path part : rotation.parts(path)) {
      long length = Rotation.length(part);
      start -= length;
      segments.add(new Segments.Segment(part, start, length));
    }
    Collections.reverse(segments);
    return segments;
  }
}
