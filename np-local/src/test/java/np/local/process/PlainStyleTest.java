package np.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import np.local.storage.UidRange;
import np.model.Exit;
import np.testkit.Needs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainStyleTest {
  @TempDir Path directory;
  private @Nullable Bench bench;

  @BeforeEach
  void open() throws Exception {
    Needs.root();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path tools = Files.createDirectories(directory.resolve("tools"));
    for (String name : new String[] {"setsid", "setpriv"}) {
      Files.createSymbolicLink(tools.resolve(name), Path.of("/usr/bin", name));
    }
    bench = new Bench(directory.resolve("np"), new Tools(List.of(tools)));
  }

  @AfterEach
  void close() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThat(bench().platform.isolation().keepsTenantsApart()).isFalse();
    assertThat(bench().platform.isolation().missing())
        .extracting(Isolation.Layer::detail)
        .containsExactly(
            "bwrap is not installed: apt-get install bubblewrap",
            "nft is not installed: apt-get install nftables");
  }

  @Test
  void aProcessHasItsOwnUserAndDirectories() throws Exception {
    Launch launch =
        bench()
            .shell("id -u; pwd; echo x >~/own; echo x >$TMPDIR/own; cat ~/own; echo $MARK; exit 3")
            .secret("MARK", "it's é")
            .launch();
    assertThat(bench().exit(launch)).isEqualTo(new Exit.Code(3));
    int uid = UidRange.of(bench().layout).first() + 1;
    assertThat(bench().output(launch))
        .isEqualTo(uid + "\n" + bench().artifact(Bench.APP) + "\nx\nit's é\n");
  }

  @Test
  void aCommandRunsBesideARunningProcess() throws Exception {
    Running running = bench().launcher.start(bench().shell("exec sleep 66").launch());
    Launch beside = bench().shell("echo here").launch();
    assertThat(bench().launcher.enter(running, beside).awaitExit()).isEqualTo(new Exit.Code(0));
    assertThat(bench().output(beside)).isEqualTo("here\n");
    running.kill();
    assertThat(running.awaitExit()).isEqualTo(new Exit.Signalled(9));
  }

  private Bench bench() {
    return Objects.requireNonNull(bench);
  }
}
