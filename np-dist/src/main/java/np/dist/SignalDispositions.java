package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is done with signals when a program starts. A signal that is ignored stays ignored in
 * whatever is started (signal(7)): nohup hands SIGHUP down, a shell SIGINT and SIGQUIT to what it
 * starts in the background, and an app that waits for SIGINT would never end.
 */
final class SignalDispositions {
  /** Signals 1 to 31, a bit each; those above are nobody's business but the C library's. */
  private static final long STANDARD = 0x7FFF_FFFF;

  private static final List<String> RESET = List.of("env", "--default-signal");
  private static final int SECONDS = 5;

  private SignalDispositions() {}

  /**
   * What to put before a command line, so that it begins with every signal as it is by default;
   * nothing where that is so already, or where env (coreutils) is older than 8.31.
   */
  static List<String> reset() {
    return isInherited() && isKnown() ? RESET : List.of();
  }

  /** SigIgn in /proc/self/status (proc(5)): a hexadecimal mask, signal 1 in its lowest bit. */
  private static boolean isInherited() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & STANDARD) != 0);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isKnown() {
    try {
      Process process =
          new ProcessBuilder(List.of(RESET.getFirst(), RESET.getLast(), "true"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
