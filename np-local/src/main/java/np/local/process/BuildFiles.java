package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import np.local.storage.FileTree;

/**
 * The operator's configuration of build tools, such as a company's package registry.
 *
 * @param source the operator's directory, laid out like a home directory; need not exist
 */
record BuildFiles(Path source) {
  private static final int DEPTH = 3;

  /** Copies them so that a build may read them; paths below a home directory to the copies. */
  Map<Path, Path> copyTo(Quarters quarters) throws IOException {
    Map<Path, Path> copies = new TreeMap<>();
    Path target = quarters.buildFiles();
    new FileTree(target).delete();
    for (Path file : files()) {
      Path relative = source.relativize(file);
      Path copy = target.resolve(relative);
      Files.createDirectories(copy.getParent() == null ? target : copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r--------"));
      copies.put(placed(relative), copy);
    }
    if (!copies.isEmpty() && quarters.owner().isPresent()) {
      new FileTree(target).giveTo(quarters.owner().getAsInt());
    }
    return copies;
  }

  /** pip looks for its file below .config only. */
  private static Path placed(Path relative) {
    return relative.equals(Path.of("pip.conf")) ? Path.of(".config/pip/pip.conf") : relative;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(source)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(source, DEPTH)) {
      return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }
}
