package np.local.storage;

import java.io.IOException;
import java.nio.file.Path;
import np.model.StorageStatus;

/** How the data directories of databases are kept and copied on one file system. */
public sealed interface DataStore permits BtrfsStore, CopyStore, ReflinkStore {

  StorageStatus.Kind kind();

  /** Makes an empty directory, mode 0700, for data that will be copied one day. */
  void create(Path directory) throws IOException;

  /**
   * Makes {@code target}, which does not exist and lies on this file system, with what {@code copy}
   * takes from its source. The source may lie elsewhere, and then takes as long as every byte does.
   */
  void copy(TreeCopy copy, Path target) throws IOException;

  /**
   * Makes {@code target} a copy of {@code source} as it is at one instant, although it is written
   * meanwhile; as after a loss of power, so what was written must be consistent by itself.
   *
   * @return false when this cannot be done for this source; nothing has happened then
   */
  boolean snapshot(Path source, Path target) throws IOException;

  /** Removes a directory with everything below it; nothing happens when there is none. */
  void delete(Path directory) throws IOException;

  /** Brings all that was written to this file system to its disk. */
  default void sync(Path directory) throws IOException {
    FileCalls.syncFileSystem(directory);
  }

  /** Brings the name of a directory to the disk, and with it what a snapshot is. */
  default void syncName(Path directory) throws IOException {
    new FileTree(directory.resolveSibling(".")).sync();
  }
}
