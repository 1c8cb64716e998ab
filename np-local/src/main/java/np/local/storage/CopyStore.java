package np.local.storage;

import java.io.IOException;
import java.nio.file.Path;
import np.model.StorageStatus;

/** Copies every byte, on any file system. */
public record CopyStore() implements DataStore {

  @Override
  public StorageStatus.Kind kind() {
    return StorageStatus.Kind.COPY;
  }

  @Override
  public void create(Path directory) throws IOException {
    new FileTree(directory).create("rwx------");
  }

  @Override
  public void copy(TreeCopy copy, Path target) throws IOException {
    copy.copyBytes(target);
  }

  @Override
  public boolean snapshot(Path source, Path target) {
    return false;
  }

  @Override
  public void delete(Path directory) throws IOException {
    new FileTree(directory).delete();
  }
}
