package np.local.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    copy.copy(target, (file, made) -> shareOrCopy(copy, file, made));
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
  private static void shareOrCopy(TreeCopy copy, Path file, Path target) throws IOException {
    try {
      share(file, target);
    } catch (FileCalls.Failure e) {
      if (!e.isUnsupported()) {
        throw e;
      }
      Files.delete(target);
      copy.copyBytes(file, target);
    }
  }

  /** Makes a file whose content is another's. */
  static void share(Path file, Path target) throws IOException {
    Files.createFile(target);
    try (FileCalls.Descriptor from = FileCalls.LIBC.open(file, FileCalls.Mode.READ);
        FileCalls.Descriptor to = FileCalls.LIBC.open(target, FileCalls.Mode.WRITE)) {
      FileCalls.LIBC.ioctl(to, FICLONE, from.number(), target);
    }
  }
}
