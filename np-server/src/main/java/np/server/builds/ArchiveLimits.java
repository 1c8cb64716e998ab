package np.server.builds;

/**
 * How much an archive may hold.
 *
 * @param packed bytes as sent
 * @param unpacked bytes of all files together
 * @param entries files and directories
 * @param ratio unpacked to packed, once more than 1 MiB came out
 * @param depth of directories below the root, the file included
 * @param pathBytes of one path in UTF-8
 */
public record ArchiveLimits(
    long packed, long unpacked, int entries, int ratio, int depth, int pathBytes) {
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(256L << 20, 512L << 20, 20_000, 200, 40, 1024);

  /** Below this, the ratio does not count: small texts of blanks are not bombs. */
  static final long RATIO_FLOOR = 1L << 20;

  /** The most that headers between two files may take: long names and PAX records. */
  static final long HEADER_BYTES = 64L << 10;
}
