package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import np.testkit.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The edge has its turn while others compute; also the one that takes its place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class NicenessTest {
  /** After the name in brackets (proc_pid_stat(5)): field 19 of all. */
  private static final int NICE = 16;

  private final TestPlatform platform = new TestPlatform();

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void onlyTheEdgeComesFirst() throws Exception {
    Needs.root();
    platform.np("server", "start").ok();
    assertComesFirst(platform.program(Program.EDGE));
    assertThat(niceness(platform.program(Program.NODE))).isZero();
    RunningProgram before = platform.program(Program.EDGE);
    platform.np("server", "upgrade").ok();
    RunningProgram after = platform.program(Program.EDGE);
    assertThat(after.pid()).isNotEqualTo(before.pid());
    assertComesFirst(after);
  }

  private static void assertComesFirst(RunningProgram edge) throws IOException {
    assertThat(niceness(edge)).isEqualTo(-10);
    Path group = Path.of("/proc/" + edge.pid() + "/autogroup");
    if (Files.exists(group)) {
      assertThat(group).content().endsWith(" nice -10\n");
    }
  }

  private static int niceness(RunningProgram program) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + program.pid() + "/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
  }
}
