package np.model;

/**
 * How data directories are kept and copied on a machine.
 *
 * @param kind how a branch is made
 * @param path of the file system that holds them
 * @param total size of it
 * @param free of it
 * @param why one line: what was found, and what would be better
 */
public record StorageStatus(Kind kind, String path, ByteSize total, ByteSize free, String why) {

  /** How a branch is made, from the best to the slowest. */
  public enum Kind {
    /** A subvolume of btrfs for each database; a branch is a snapshot of it. */
    BTRFS,
    /** Files that share their blocks until one is written: XFS and others. */
    REFLINK,
    /** A copy of every byte. */
    COPY
  }
}
