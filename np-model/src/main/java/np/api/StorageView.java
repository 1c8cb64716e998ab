package np.api;

/**
 * {@code np.storage/1}: how data directories are kept on this machine.
 *
 * @param kind btrfs, reflink or copy
 * @param why what was found, and what would be better
 */
public record StorageView(
    String schema, String kind, String path, long totalBytes, long freeBytes, String why) {}
