package np.dist.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import np.cli.host.Check;
import np.cli.host.Finding;
import np.model.ByteSize;

/** Whether the disk under the home has room for the next releases. */
public final class DiskCheck implements Check {
  private static final long LITTLE = ByteSize.parse("2G").bytes();
  private static final long TOO_LITTLE = ByteSize.parse("256M").bytes();

  private final Path home;

  public DiskCheck(Path home) {
    this.home = home;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Finding run() {
    Path existing = home;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null) {
      return Finding.problem(home + " has no parent directory", "set NP_HOME");
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String text = (free >> 20) + " MB free under " + home;
      String fix = "remove old releases with np apps destroy, or enlarge the disk";
      if (free < TOO_LITTLE) {
        return Finding.problem(text, fix);
      }
      return free < LITTLE ? Finding.warning(text, fix) : Finding.ok(text);
    } catch (IOException e) {
      return Finding.problem(home + " cannot be looked at: " + e.getMessage(), "check the disk");
    }
  }
}
