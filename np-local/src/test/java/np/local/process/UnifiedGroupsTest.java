package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import np.model.ByteSize;
import np.model.Cpu;
import np.model.InstanceId;
import np.model.Resources;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a directory that looks like cgroup version 2 (Documentation/admin-guide/cgroup-v2). */
class UnifiedGroupsTest {
  private static final InstanceId WEB = new InstanceId("web-0001");
  private static final Resources LIMITS =
      new Resources(new Cpu(1500), ByteSize.mebibytes(256), 100);

  @TempDir Path mount;
  private Path group = Path.of("");
  private ControlGroups groups = new UnifiedGroups(group, "", new Signals(new LinuxCalls()));

  @BeforeEach
  void mount() throws Exception {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    groups = new UnifiedGroups(mount, "np-1234", new Signals(new LinuxCalls()));
    group = mount.resolve("np-1234/acme.shop/web-0001");
    Files.createDirectories(group);
    for (String control :
        new String[] {"cpu.max", "cpu.weight", "memory.max", "memory.swap.max", "pids.max"}) {
      Files.writeString(group.resolve(control), "");
    }
  }

  @Test
  void aMissingControllerIsNamed() throws Exception {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpu memory\n");
    assertThat(groups.layers())
        .filteredOn(layer -> !layer.inForce())
        .extracting(Isolation.Layer::detail)
        .containsExactly("cgroup v2 does not offer pids here");
  }

  @Test
  void limitsAreWrittenInTheKernelsWords() throws Exception {
    UnifiedGroups.limit(new ControlFile(group), LIMITS);

    assertThat(group.resolve("cpu.max")).hasContent("150000 100000");
    assertThat(group.resolve("cpu.weight")).hasContent("150");
    assertThat(group.resolve("memory.max")).hasContent("268435456");
    assertThat(group.resolve("memory.swap.max")).hasContent("0");
    assertThat(group.resolve("pids.max")).hasContent("100");
    assertThat(groups.find(WEB).orElseThrow().views())
        .containsEntry(Path.of("/sys/fs/cgroup"), group);
  }

  @Test
  void controllersAreHandedDownAndProcessesAdded() throws Exception {
    ControlGroup made = groups.create("acme.blog", new InstanceId("blog-0001"), LIMITS);
    made.add(42);
    Path directory = mount.resolve("np-1234/acme.blog");
    assertThat(directory.resolve("cgroup.subtree_control")).exists();
    assertThat(mount.resolve("cgroup.subtree_control")).exists();
    assertThat(directory.resolve("blog-0001/cgroup.procs")).hasContent("42");
    assertThat(groups.instances()).contains(WEB, new InstanceId("blog-0001"));
  }

  @Test
  void outOfMemoryAndUseAreRead() throws Exception {
    Files.writeString(group.resolve("memory.events"), "low 0\nhigh 0\nmax 7\noom 1\noom_kill 2\n");
    Files.writeString(group.resolve("memory.current"), "5000000\n");
    Files.writeString(group.resolve("memory.stat"), "anon 1\ninactive_file 1000000\n");
    ControlGroup found = groups.find(WEB).orElseThrow();
    assertThat(found.oomKills()).isEqualTo(2);
    assertThat(found.memory()).isEqualTo(new ByteSize(4_000_000));
  }

  @Test
  void killingUsesTheKernelsOwnWay() throws Exception {
    Files.writeString(group.resolve("cgroup.kill"), "");
    groups.find(WEB).orElseThrow().kill();
    assertThat(group.resolve("cgroup.kill")).hasContent("1");
  }
}
