package np.local.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * The supervisor's directory, which only one supervisor has at a time.
 *
 * @param path mode 0700
 * @param lock held open for as long
 */
record NodeDirectory(Path path, FileChannel lock) implements AutoCloseable {

  static NodeDirectory open(Path path) {
    try {
      makePrivate(path);
      makePrivate(path.resolve("workloads"));
      makePrivate(path.resolve("oneoffs"));
      return new NodeDirectory(path, lock(path.resolve("lock")));
    } catch (IOException e) {
      throw failed(path + ": " + e);
    }
  }

  private static void makePrivate(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw failed(file.getParent() + " is in use by this very process");
    }
    channel.close();
    throw failed(file.getParent() + " is in use by another np node");
  }

  private static NpException failed(String why) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED, why, "np server status shows what runs");
  }

  Path key() {
    return path.resolve("key");
  }

  Path workloads() {
    return path.resolve("workloads");
  }

  Path oneOffs() {
    return path.resolve("oneoffs");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw failed(path + ": " + e);
    }
  }
}
