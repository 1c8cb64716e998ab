package np.dist.check;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import np.cli.host.Check;
import np.cli.host.Finding;
import np.local.storage.HomeLayout;
import np.model.ByteSize;

/** Whether the disk under the home has room for the next releases, and what takes it. */
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
      FileStore disk = Files.getFileStore(existing);
      long free = disk.getUsableSpace();
      String text = (free >> 20) + " MB free under " + home;
      if (free >= LITTLE) {
        return Finding.ok(text);
      }
      List<DiskUse.Share> shares = new DiskUse(new HomeLayout(home)).shares();
      String told = text + "; " + words(shares);
      String fix = fix(existing, disk, shares);
      return free < TOO_LITTLE ? Finding.problem(told, fix) : Finding.warning(told, fix);
    } catch (IOException e) {
      return Finding.problem(home + " cannot be looked at: " + e.getMessage(), "check the disk");
    }
  }

  private static String words(List<DiskUse.Share> shares) {
    return shares.stream().map(DiskUse.Share::words).collect(Collectors.joining(", "));
  }

  /** Of what takes the most; where that is nothing of np's, only the operator can tell. */
  private static String fix(Path place, FileStore disk, List<DiskUse.Share> shares)
      throws IOException {
    long used = disk.getTotalSpace() - disk.getUnallocatedSpace();
    long own = shares.stream().mapToLong(DiskUse.Share::bytes).sum();
    return own < used / 2
        ? "most of it is not np's: du -xh --max-depth=2 " + mount(place) + " | sort -h | tail"
        : shares.getFirst().fix();
  }

  /** The topmost directory above on the same disk. */
  private static Path mount(Path start) throws IOException {
    Path place = start;
    Path above = place.getParent();
    while (above != null && Files.getFileStore(above).equals(Files.getFileStore(place))) {
      place = above;
      above = place.getParent();
    }
    return place;
  }
}
