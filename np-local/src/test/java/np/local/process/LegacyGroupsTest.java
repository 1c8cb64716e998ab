package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import np.local.process.ControlGroupMounts.Tree;
import np.model.ByteSize;
import np.model.Cpu;
import np.model.InstanceId;
import np.model.Resources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a directory that looks like the cpu tree of cgroup version 1. */
class LegacyGroupsTest {
  private static final Resources LIMITS =
      new Resources(new Cpu(1500), ByteSize.mebibytes(256), 100);

  @TempDir Path directory;
  private Path own;
  private Path instance;

  @BeforeEach
  void tree() throws Exception {
    own = directory.resolve("cpu/np-1");
    instance = own.resolve("databases/db-1");
    Files.createDirectories(instance);
    Files.writeString(own.resolve("cpu.shares"), "1024");
  }

  @Test
  void thePlatformWeighsAsEightProcessesOnEveryCore() throws Exception {
    create();

    long perCore = Long.parseLong(Files.readString(own.resolve("cpu.shares"))) / cores();
    assertThat(perCore).isEqualTo(8192);
  }

  @Test
  void limitsAreWrittenInTheKernelsWords() throws Exception {
    create();

    assertThat(instance.resolve("cpu.cfs_quota_us")).hasContent("150000");
  }

  private void create() throws Exception {
    Path top = directory.resolve("cpu");
    LegacyGroups.of(
            Map.of("cpu", new Tree(top, top)),
            new LegacyPlaces(directory.resolve("places"), "np-1"),
            new Signals(new LinuxCalls()))
        .create("databases", new InstanceId("db-1"), LIMITS);
  }

  private static int cores() {
    return java.lang.Runtime.getRuntime().availableProcessors();
  }
}
