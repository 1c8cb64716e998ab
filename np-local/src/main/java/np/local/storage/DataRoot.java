package np.local.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import np.model.ByteSize;
import np.model.StorageStatus;

/**
 * A directory for the data of databases.
 *
 * @param path where
 * @param store how they are kept there
 */
public record DataRoot(Path path, DataStore store) {

  /** Finds out what the file system of a directory can do, by trying it. */
  public static DataRoot probe(Path path) throws IOException {
    if (Files.getFileStore(path).type().equals("btrfs")) {
      return new DataRoot(path, new BtrfsStore());
    }
    return new DataRoot(
        path, ReflinkStore.isPossibleIn(path) ? new ReflinkStore() : new CopyStore());
  }

  /** What there is of it. */
  public StorageStatus status() throws IOException {
    FileStore system = Files.getFileStore(path);
    String found =
        switch (store.kind()) {
          case BTRFS -> "btrfs: a branch is a snapshot";
          case REFLINK -> system.type() + ": a branch shares its blocks with its parent";
          case COPY ->
              system.type()
                  + ": a branch is a full copy; np storage init makes a file system that branches"
                  + " at once";
        };
    return new StorageStatus(
        store.kind(),
        path.toString(),
        new ByteSize(system.getTotalSpace()),
        new ByteSize(system.getUsableSpace()),
        found);
  }
}
