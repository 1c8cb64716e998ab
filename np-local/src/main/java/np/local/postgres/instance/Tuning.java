package np.local.postgres.instance;

import np.model.ByteSize;
import np.model.Cpu;
import np.model.Resources;

/**
 * The sizes of an instance, which follow from the memory of its owner's choice:
 *
 * <pre>
 * memory  shared_buffers  connections  work_mem  maintenance_work_mem  max_wal_size
 *    64M              4M           18        1M                    8M           64M
 *   128M              8M           18        2M                   16M           64M
 *   256M             16M           34        4M                   32M          128M
 *   512M             64M           66        8M                   64M          256M
 *     1G            256M          130       16M                  128M          512M
 *     4G              1G          514       64M                  512M            2G
 *    16G              4G         1026       64M                    1G            4G
 * </pre>
 *
 * Small ones leave the caching to the kernel, as buffers that were touched once stay in memory for
 * as long as the instance runs. Two connections more than clients may use are np's own.
 *
 * @param memory of all processes of the instance together
 */
public record Tuning(ByteSize memory) {
  /** Connections that only np itself may open. */
  static final int RESERVED = 2;

  /** The server's own processes, and some to spare. */
  private static final int OTHER_PROCESSES = 32;

  private static final int SMALL_MEBIBYTES = 512;
  private static final int LARGE_MEBIBYTES = 1024;

  /** The most sessions of clients at a time. */
  public int sessions() {
    return Math.clamp(mebibytes() / 8, 16, 1024);
  }

  int connections() {
    return sessions() + RESERVED;
  }

  long sharedBuffers() {
    long share = mebibytes() < SMALL_MEBIBYTES ? 16 : mebibytes() < LARGE_MEBIBYTES ? 8 : 4;
    return mebibytes() / share;
  }

  long workMemory() {
    return Math.clamp(mebibytes() / 64, 1, 64);
  }

  long maintenanceMemory() {
    return Math.clamp(mebibytes() / 8, 8, 1024);
  }

  long mostLog() {
    return Math.clamp(mebibytes() / 2, 64, 4096);
  }

  /** Files of sorts and the like, which would fill the disk. */
  long temporaryFiles() {
    return Math.max(2048, mebibytes() * 8);
  }

  /** All of the memory and a share of the processors: a core for each 512M, one at least. */
  Resources limits() {
    int cores = Math.clamp(mebibytes() / 512, 1, 1024);
    return new Resources(new Cpu(cores * 1000), memory, connections() + OTHER_PROCESSES);
  }

  private long mebibytes() {
    return memory.bytes() >> 20;
  }
}
