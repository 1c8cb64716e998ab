package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import np.cli.client.NpHome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much of a busy core a program gets (sched(7)): everybody's traffic passes the edge, so that
 * it must have its turn while apps and databases compute. Below 0 only for root.
 */
final class Niceness {
  private static final int OF_EDGE = -10;
  private static final Path AUTOGROUP = Path.of("/proc/self/autogroup");
  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

  private Niceness() {}

  /** From -20 to 19; what is lower comes first. */
  static int of(Program program) {
    return program == Program.EDGE ? OF_EDGE : 0;
  }

  private static boolean isGranted(Program program) {
    return of(program) != 0 && NpHome.isRoot();
  }

  /** What comes before a command that is started without systemd. */
  static List<String> prefix(Program program) {
    return isGranted(program) ? List.of("nice", "-n", String.valueOf(of(program))) : List.of();
  }

  /**
   * Where the kernel groups processes by session, a niceness counts only within a session; that of
   * the group is set by the program itself, which is alone in its session.
   */
  static void takeEffect(Program program) {
    if (isGranted(program)) {
      try {
        Files.writeString(AUTOGROUP, String.valueOf(of(program)));
      } catch (IOException e) {
        LOG.debug("not put first among sessions: {}", e.getMessage());
      }
    }
  }
}
