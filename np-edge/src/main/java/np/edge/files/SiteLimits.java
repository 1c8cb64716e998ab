package np.edge.files;

/**
 * How much memory and work files may take.
 *
 * @param cacheBytes of file contents kept in memory, for all sites together
 * @param memoryBytes larger files are read from disk with each request, without being copied
 * @param gzipOnceBytes larger files are not compressed once for all but with each request
 * @param gzipStreamBytes larger files are not compressed at all
 * @param gzipStreams at once; the next ones go out as they are
 * @param threads that read files
 * @param waiting requests for a thread; the next ones are answered with 503
 */
public record SiteLimits(
    long cacheBytes,
    int memoryBytes,
    int gzipOnceBytes,
    long gzipStreamBytes,
    int gzipStreams,
    int threads,
    int waiting) {

  /** What suits a machine with a few cores. */
  public static SiteLimits defaults() {
    return new SiteLimits(16 << 20, 256 << 10, 1 << 20, 16 << 20, 8, 2, 4096);
  }
}
