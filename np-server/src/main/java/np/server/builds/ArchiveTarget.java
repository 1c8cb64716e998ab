package np.server.builds;

import java.io.IOException;
import java.io.OutputStream;

/** Where an archive's entries go; paths were checked before. */
interface ArchiveTarget {

  /** Makes a directory; its parents were made before, and it may exist. */
  void directory(ArchivePath path) throws IOException;

  /** Makes a file that must not exist; the caller closes it. */
  OutputStream file(ArchivePath path, FileMode mode) throws IOException;

  /** Whether the owner may execute a file. */
  enum FileMode {
    PLAIN,
    EXECUTABLE
  }

  /** Keeps nothing: for finding out whether an archive is good. */
  final class Nowhere implements ArchiveTarget {
    @Override
    public void directory(ArchivePath path) {}

    @Override
    public OutputStream file(ArchivePath path, FileMode mode) {
      return OutputStream.nullOutputStream();
    }
  }
}
