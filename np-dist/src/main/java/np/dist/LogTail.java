package np.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The end of a log file, and what is added to it. */
final class LogTail {
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final long WINDOW = 1L << 20;

  private LogTail() {}

  /** The last lines; none when there is no file. */
  static List<String> last(Path file, int count) {
    try {
      String text = read(file, Math.max(0, Files.size(file) - WINDOW));
      List<String> lines = text.lines().collect(Collectors.toList());
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException missing) {
      return List.of();
    }
  }

  /** Delivers what is added from now on, each file to its sink, until the caller is interrupted. */
  static void follow(Map<Path, Consumer<String>> sinks) throws InterruptedException {
    Map<Path, Long> seen = new HashMap<>();
    sinks.keySet().forEach(file -> seen.put(file, size(file)));
    while (true) {
      sinks.forEach(
          (file, sink) -> seen.compute(file, (f, at) -> deliver(f, at == null ? 0 : at, sink)));
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private static long deliver(Path file, long seen, Consumer<String> sink) {
    long size = size(file);
    if (size == seen) {
      return seen;
    }
    try {
      String text = read(file, size < seen ? 0 : seen);
      int end = text.lastIndexOf('\n') + 1;
      text.substring(0, end).lines().forEach(sink);
      int bytes = text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
      return (size < seen ? 0 : seen) + bytes;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static String read(Path file, long from) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      channel.position(from);
      var buffer = java.nio.ByteBuffer.allocate((int) Math.min(WINDOW, channel.size() - from));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // read on
      }
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException missing) {
      return 0;
    }
  }
}
