package np.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.local.storage.FileTree;

/**
 * The operator's configuration of build tools, such as a company's package registry. A build copies
 * it into its home directory itself, under its own user id: np does not write where a tenant may
 * have laid links.
 *
 * @param source the operator's directory, laid out like a home directory; need not exist
 */
record BuildFiles(Path source) {
  private static final int DEPTH = 3;

  /** Copies them to where a build may read them; empty when there are none. */
  Optional<Path> copyTo(Quarters quarters) throws IOException {
    Path target = quarters.buildFiles();
    new FileTree(target).delete();
    List<Path> files = files();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    for (Path file : files) {
      Path copy = target.resolve(placed(source.relativize(file)));
      Files.createDirectories(copy.resolveSibling(".").normalize());
      Files.copy(file, copy);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    }
    if (quarters.owner().isPresent()) {
      new FileTree(target).giveTo(quarters.owner().getAsInt());
    }
    return Optional.of(target);
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
