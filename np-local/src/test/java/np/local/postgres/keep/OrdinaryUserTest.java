package np.local.postgres.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import np.local.postgres.TestReleases;
import np.local.process.DatabaseUids;
import np.local.storage.HomeLayout;
import np.testkit.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything but isolation works without root. */
final class OrdinaryUserTest {
  private static final int NOBODY = 65_534;

  @TempDir Path directory;

  @Test
  void anOrdinaryUserKeepsDatabasesToo() throws Exception {
    Needs.root();
    Path home = Files.createDirectory(directory.resolve("home"));
    Files.createDirectories(home.resolve("np/node"));
    TestReleases.templates(DatabaseUids.of(new HomeLayout(home.resolve("np"))));
    Files.setAttribute(home, "unix:uid", NOBODY);
    for (String each : List.of("np", "np/node")) {
      Files.setAttribute(home.resolve(each), "unix:uid", NOBODY);
    }
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    DriverProcess driver =
        DriverProcess.as(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"),
            Files.createDirectory(directory.resolve("classes")),
            home);

    DriverProcess.Result first =
        driver.run("apply:shop", "write:shop:one", "suspend:shop", "read:shop");
    DriverProcess.Result second =
        driver.run(
            "read:shop",
            "branch:preview:shop",
            "write:preview:two",
            "read:preview",
            "remove:preview",
            "rotate:shop",
            "suspend:shop",
            "read:shop",
            "remove:shop");

    assertThat(first.lines()).endsWith("read:shop [one]", "end");
    assertThat(second.lines())
        .containsSubsequence(
            "read:shop [one]", "read:preview [one, two]", "read:shop [one]", "end");
    assertThat(second.exit()).isZero();
    assertThat(home.resolve("np/databases/acme")).isEmptyDirectory();
  }
}
