package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** np is started where signals are ignored, as under nohup or in the background of a script. */
@Timeout(180)
final class SignalsTest {
  @TempDir Path directory;
  private TestPlatform platform;

  @BeforeEach
  void start() throws IOException {
    Path root = Path.of(System.getProperty("np.root"));
    Path launcher = directory.resolve("np");
    String np = "exec " + root.resolve("np") + " \"$@\"\n";
    Files.writeString(launcher, "#!/bin/sh\ntrap '' HUP INT QUIT\n" + np);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    platform = new TestPlatform(new Person(launcher, root, OptionalInt.empty(), Map.of()));
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void programsAndAppsBeginWithSignalsAsTheyAreByDefault() {
    platform.deploy(new TestApp(directory.resolve("app"), "heard")).ok();
    for (Program program : Program.values()) {
      assertThat(ignored(platform.program(program).pid())).as(program.word()).isZero();
    }
    assertThat(platform.remains().processes())
        .isNotEmpty()
        .allSatisfy(pid -> assertThat(ignored(pid)).isZero());
  }

  /** Which of SIGHUP, SIGINT and SIGQUIT a process ignores, a bit each. */
  private static long ignored(long pid) {
    String mask =
        Remains.procFile(pid, "status")
            .lines()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring(7).strip())
            .findFirst()
            .orElseThrow();
    return Long.parseUnsignedLong(mask, 16) & 0b111;
  }
}
