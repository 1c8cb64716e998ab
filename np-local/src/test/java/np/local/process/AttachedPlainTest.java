package np.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import np.testkit.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class AttachedPlainTest extends AttachedContract {
  @TempDir Path directory;
  private Bench bench;

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

  @Override
  Bench bench() {
    return bench;
  }
}
