package np.testkit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A file system of its own in a sparse file, mounted until it is closed; needs root. */
public final class LoopVolume implements AutoCloseable {
  private final Path mount;

  private LoopVolume(Path mount) {
    this.mount = mount;
  }

  /** The kinds of file systems. */
  public enum Kind {
    EXT4("mkfs.ext4", "e2fsprogs", "-q -F"),
    XFS("mkfs.xfs", "xfsprogs", "-q -m reflink=1"),
    BTRFS("mkfs.btrfs", "btrfs-progs", "-q");

    private final String program;
    private final String debianPackage;
    private final String options;

    Kind(String program, String debianPackage, String options) {
      this.program = program;
      this.debianPackage = debianPackage;
      this.options = options;
    }
  }

  /** Makes and mounts one below this directory. */
  public static LoopVolume mount(Kind kind, Path directory, long mebibytes) throws Exception {
    Needs.root();
    Needs.program(kind.program, kind.debianPackage);
    Path image = directory.resolve(kind + ".img");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(mebibytes << 20);
    }
    List<String> make = new ArrayList<>(List.of(kind.program));
    make.addAll(List.of(kind.options.split(" ", -1)));
    make.add(image.toString());
    run(make);
    Path mount = Files.createDirectory(directory.resolve(kind + ".mount"));
    run(List.of("mount", "-o", "loop,noatime", image.toString(), mount.toString()));
    Files.setPosixFilePermissions(mount, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new LoopVolume(mount);
  }

  /** Where it is mounted. */
  public Path path() {
    return mount;
  }

  @Override
  public void close() throws IOException {
    run(List.of("umount", mount.toString()));
  }

  private static void run(List<String> line) throws IOException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(line + ": " + answer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
