package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import np.local.process.ControlGroupMounts.Tree;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On directories that look like trees of cgroup version 1. */
class LegacyPlacesTest {
  @TempDir Path directory;
  private Path top;
  private Path shut;

  @BeforeEach
  void trees() throws IOException {
    top = Files.createDirectory(directory.resolve("top"));
    shut = Files.createFile(directory.resolve("shut")); // nobody, not even root, makes one in it
  }

  @Test
  void theyAreBelowTheTopWhicheverLoginNpIsStartedFrom() throws IOException {
    assertThat(settle(top, login("evening"))).isEqualTo(top.resolve("np-1"));
    assertThat(settle(top, login("morning"))).isEqualTo(top.resolve("np-1"));
    assertThat(top.resolve("np-1")).isDirectory();
  }

  @Test
  void groupsInUseStayWhereTheyAre() throws IOException {
    Path evening = settle(shut, login("evening"));
    assertThat(evening).isEqualTo(top.resolve("evening/np-1"));
    Files.createDirectory(evening);

    assertThat(settle(shut, login("morning"))).isEqualTo(evening);
    assertThat(settle(top, login("morning"))).isEqualTo(evening);
  }

  @Test
  void groupsThatAreGoneAreChosenAnew() throws IOException {
    settle(shut, login("evening"));

    assertThat(settle(shut, login("morning"))).isEqualTo(top.resolve("morning/np-1"));
  }

  @Test
  void damagedMemoryIsNoReasonNotToStart() throws IOException {
    Files.writeString(directory.resolve("control-groups"), "np-state/1 1 beef\nmemory /nowhere\n");

    assertThat(settle(top, login("evening"))).isEqualTo(top.resolve("np-1"));
  }

  private Path login(String name) throws IOException {
    return Files.createDirectories(top.resolve(name));
  }

  private Path settle(Path visible, Path own) {
    LegacyPlaces places = new LegacyPlaces(directory.resolve("control-groups"), "np-1");
    return places.settle(Map.of("memory", new Tree(visible, own))).values().iterator().next();
  }
}
