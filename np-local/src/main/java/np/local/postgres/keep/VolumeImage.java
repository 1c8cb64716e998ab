package np.local.postgres.keep;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import np.local.postgres.PostgresProgram;
import np.local.process.Tools;
import np.local.storage.FileTree;
import np.local.storage.HomeLayout;
import np.model.ByteSize;
import np.model.ErrorCode;
import np.model.NpException;

/**
 * A file system of btrfs in a sparse file below the platform's home. Only root may mount it.
 *
 * @param layout of the platform
 */
record VolumeImage(HomeLayout layout) {

  /** The file. */
  Path path() {
    return layout.home().resolve("volume.btrfs");
  }

  boolean exists() {
    return Files.exists(path());
  }

  /**
   * Does nothing when this user can make one on this machine.
   *
   * @throws NpException.Conflict WRONG_STATE otherwise
   */
  void checkPossible() {
    if (!System.getProperty("user.name", "").equals("root")) {
      throw impossible("only root may mount a file system", "start np as root");
    }
    for (String name : List.of("mkfs.btrfs", "mount")) {
      if (Tools.SYSTEM.find(name).isEmpty()) {
        throw impossible(name + " is not installed", "apt-get install btrfs-progs mount");
      }
    }
  }

  private static NpException impossible(String why, String hint) {
    return new NpException.Conflict(
        ErrorCode.WRONG_STATE, "a file system for databases cannot be made: " + why, hint);
  }

  /** Makes it, whole or not at all, unless there is one. */
  void make(ByteSize size) throws IOException {
    if (exists()) {
      return;
    }
    Path fresh = path().resolveSibling(path().getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (RandomAccessFile file = new RandomAccessFile(fresh.toFile(), "rw")) {
      file.setLength(size.bytes());
    }
    run("mkfs.btrfs", "--quiet", "--metadata", "single", fresh.toString());
    Files.move(fresh, path(), StandardCopyOption.ATOMIC_MOVE);
    new FileTree(layout.home()).sync();
  }

  /** Mounts it at its place unless it is there already. */
  void mount() throws IOException {
    Path target = layout.volume();
    new FileTree(target).create("rwx--x--x");
    if (!isMounted()) {
      run("mount", "-o", "loop,noatime", path().toString(), target.toString());
    }
  }

  /** Takes it from its place; nothing happens when it is not there. */
  void unmount() throws IOException {
    if (isMounted()) {
      run("umount", layout.volume().toString());
    }
  }

  boolean isMounted() throws IOException {
    String place = " " + layout.volume() + " ";
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .anyMatch(line -> line.contains(place));
  }

  private static void run(String name, String... arguments) throws IOException {
    Path program =
        Tools.SYSTEM.find(name).orElseThrow(() -> new IOException(name + " is not installed"));
    List<String> line = new ArrayList<>(List.of(program.toString()));
    line.addAll(List.of(arguments));
    new PostgresProgram(line).run();
  }
}
