package np.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What an operator looks for after an upgrade: which program runs which version, since when. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
final class ServerStatusTest {
  private final TestPlatform platform = new TestPlatform();

  @AfterAll
  void clean() {
    platform.close();
  }

  @Test
  void programLeftBehindByAnUpgradeIsShownWithItsOwnVersion() throws IOException {
    String own = platform.np("version", "--client", "--json").ok().json().get("version").asString();
    Process old = new ProcessBuilder("sleep", "600").start();
    try {
      runs(Program.EDGE, old, " 0.0.7");
      runs(Program.SERVER, old, " " + own);
      runs(Program.NODE, old, "");
      Instant started = old.info().startInstant().orElseThrow();
      assertThat(look("edge"))
          .contains("\"version\":\"0.0.7\"", "\"since\":\"" + started + "\"")
          .contains("this np is " + own + "; np server upgrade replaces it");
      assertThat(look("server")).contains("\"version\":\"" + own + "\"", "\"why\":\"\"");
      assertThat(look("node"))
          .contains("\"version\":\"\"", "this np is " + own + "; np server upgrade replaces it");
      assertThat(look("postgres")).contains("\"version\":\"\"", "\"since\":\"\"");
    } finally {
      old.destroyForcibly();
    }
  }

  /** As a program writes it down, of whatever version. */
  private void runs(Program program, Process process, String version) {
    Home home = new Home(platform.home());
    long ticks = RunningProgram.startTicks(process.pid()).orElseThrow();
    String line = process.pid() + " " + ticks + version + "\n";
    DurableFile.write(home.lock(program), line);
    DurableFile.write(home.ready(program), line);
  }

  private String look(String name) {
    for (JsonNode each : platform.np("server", "status", "--json").json().get("programs")) {
      if (each.get("name").asString().equals(name)) {
        return each.toString();
      }
    }
    throw new AssertionError(name);
  }
}
