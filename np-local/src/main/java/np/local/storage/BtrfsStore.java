package np.local.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import np.model.StorageStatus;

/**
 * A subvolume of btrfs for each directory; a copy is a snapshot (ioctl(2) as in the kernel's
 * include/uapi/linux/btrfs.h).
 */
public record BtrfsStore() implements DataStore {
  /** {@code _IOW(0x94, n, struct btrfs_ioctl_vol_args)}, which has 4,096 bytes. */
  private static final long CREATE = 0x5000940EL;

  private static final long DESTROY = 0x5000940FL;
  private static final long SNAPSHOT = 0x50009401L;
  private static final int ARGUMENT = 4096;
  private static final int NAME = 8;

  /** The inode number of every subvolume's root directory (BTRFS_FIRST_FREE_OBJECTID). */
  private static final long SUBVOLUME = 256;

  @Override
  public StorageStatus.Kind kind() {
    return StorageStatus.Kind.BTRFS;
  }

  @Override
  public void create(Path directory) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      command(CREATE, directory, arena.allocate(ARGUMENT));
    }
    new FileTree(directory).create("rwx------");
  }

  /** A directory elsewhere comes file by file. */
  @Override
  public void copy(TreeCopy copy, Path target) throws IOException {
    create(target);
    new ReflinkStore().copy(copy, target);
  }

  @Override
  public boolean snapshot(Path source, Path target) throws IOException {
    if (!isSubvolume(source)) {
      return false;
    }
    try (FileCalls.Descriptor from = FileCalls.open(source, FileCalls.Mode.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment argument = arena.allocate(ARGUMENT, 8);
      argument.set(ValueLayout.JAVA_LONG, 0, from.number());
      command(SNAPSHOT, target, argument);
      return true;
    } catch (NativeCalls.Failure e) {
      if (e.isUnsupported()) { // it lies on another file system
        return false;
      }
      throw e;
    }
  }

  @Override
  public void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (isSubvolume(directory)) {
      try (Arena arena = Arena.ofConfined()) {
        command(DESTROY, directory, arena.allocate(ARGUMENT));
      }
      return;
    }
    new FileTree(directory).delete();
  }

  /** A snapshot is on disk at once, but not what was done to it since. */
  @Override
  public void syncName(Path directory) throws IOException {
    sync(directory);
  }

  private static boolean isSubvolume(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:ino", LinkOption.NOFOLLOW_LINKS).equals(SUBVOLUME);
  }

  private void command(long request, Path target, MemorySegment argument) throws IOException {
    byte[] name = String.valueOf(target.getFileName()).getBytes(StandardCharsets.UTF_8);
    MemorySegment.copy(name, 0, argument, ValueLayout.JAVA_BYTE, NAME, name.length);
    try (FileCalls.Descriptor parent = FileCalls.open(parent(target), FileCalls.Mode.READ)) {
      FileCalls.ioctl(parent, request, argument, target);
    }
  }

  private static Path parent(Path path) {
    return path.resolveSibling(".").normalize();
  }
}
