package np.edge.limit;

import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * How many connections the process may have open, so that it never runs out of file descriptors:
 * clients leave a reserve for connections to instances, and both leave one for files.
 */
public final class OpenFiles {
  private static final int UNKNOWN_LIMIT = 4_096;
  private static final int FEWEST_SPARE = 32;

  private final int most;
  private final int reserve;
  private final AtomicInteger connections = new AtomicInteger();

  private OpenFiles(int most) {
    this.most = most;
    this.reserve = most / 8;
  }

  /** What is left for connections of {@code limit} when {@code taken} are open already. */
  static OpenFiles of(int limit, int taken) {
    int spare = Math.max(FEWEST_SPARE, limit / 16);
    return new OpenFiles(Math.max(FEWEST_SPARE, limit - taken - spare));
  }

  /**
   * Of this process, by its limit (RLIMIT_NOFILE, getrlimit(2)) and what it has opened so far.
   *
   * @param most connections in any case
   */
  public static OpenFiles ofThisProcess(int most) {
    OpenFiles all = of(limit(), taken());
    return all.most <= most ? all : new OpenFiles(most);
  }

  /** The line of proc_pid_limits(5), in which the second number is the hard limit. */
  private static int limit() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
      return lines
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.substring("Max open files".length()).strip().split(" ", 2)[0])
          .mapToInt(OpenFiles::number)
          .findFirst()
          .orElse(UNKNOWN_LIMIT);
    } catch (IOException notLinux) {
      return UNKNOWN_LIMIT;
    }
  }

  private static int number(String text) {
    return text.equals("unlimited")
        ? Integer.MAX_VALUE
        : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(text));
  }

  private static int taken() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return (int) open.count();
    } catch (IOException notLinux) {
      return FEWEST_SPARE;
    }
  }

  /** Counts a connection until it is closed. */
  public void opened(Channel connection) {
    connections.incrementAndGet();
    connection.closeFuture().addListener(_ -> connections.decrementAndGet());
  }

  /** Whether the last client that was counted has room. */
  public boolean hasRoomForClient() {
    return connections.get() <= most - reserve;
  }

  /** Whether one more connection to an instance may be opened. */
  public boolean hasRoomForInstance() {
    return connections.get() < most;
  }

  /** Whether it is time to close connections that nobody uses. */
  public boolean isShort() {
    return connections.get() > most - reserve - reserve / 2;
  }

  /** Connections of all kinds that are open. */
  public int connections() {
    return connections.get();
  }

  /** How many there may be. */
  public int most() {
    return most;
  }
}
