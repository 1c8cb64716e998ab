package np.local.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import np.local.storage.FileCalls.Descriptor;
import np.local.storage.FileCalls.Mode;
import np.model.StorageStatus;

/** Copies share their blocks until one of them is written: FICLONE of ioctl_ficlone(2). */
public record ReflinkStore() implements DataStore {
  /** {@code _IOW(0x94, 9, int)}. */
  private static final long FICLONE = 0x40049409L;

  @Override
  public StorageStatus.Kind kind() {
    return StorageStatus.Kind.REFLINK;
  }

  @Override
  public void create(Path directory) throws IOException {
    new FileTree(directory).create("rwx------");
  }

  @Override
  public void copy(TreeCopy copy, Path target) throws IOException {
    copy.copy(target, (from, to, made) -> shareOrCopy(copy, from, to, made));
  }

  @Override
  public boolean snapshot(Path source, Path target) {
    return false;
  }

  @Override
  public void delete(Path directory) throws IOException {
    new FileTree(directory).delete();
  }

  /** Files on different file systems cannot share anything. */
  private static void shareOrCopy(TreeCopy copy, Descriptor from, Descriptor to, Path target)
      throws IOException {
    try {
      FileCalls.ioctl(to, FICLONE, from.number(), target);
    } catch (NativeCalls.Failure e) {
      if (!e.isUnsupported()) {
        throw e;
      }
      copy.copyBytes(from, to, target);
    }
  }

  /** Whether two files in this directory can share their blocks. */
  static boolean isPossibleIn(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, ".probe", "");
    Path shared = file.resolveSibling(file.getFileName() + "-shared");
    try {
      Files.writeString(file, "np");
      Files.createFile(shared);
      try (Descriptor from = FileCalls.open(file, Mode.READ);
          Descriptor to = FileCalls.open(shared, Mode.WRITE)) {
        FileCalls.ioctl(to, FICLONE, from.number(), shared);
        return true;
      }
    } catch (NativeCalls.Failure unsupported) {
      return false;
    } finally {
      Files.deleteIfExists(shared);
      Files.deleteIfExists(file);
    }
  }
}
