package np.cli.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import np.model.ByteSize;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** Finds the files of a directory that are to be packed. */
final class SourceWalk {
  private static final int DEEPEST = 100;

  private final Path root;
  private final Set<Path> excluded;
  private final PackLimits limits;
  private final TreeMap<String, Path> files = new TreeMap<>();
  private final List<String> skipped = new ArrayList<>();
  private long bytes;

  /**
   * @param root a real path
   * @param excluded real paths that are never packed: np's own state
   */
  SourceWalk(Path root, Set<Path> excluded, PackLimits limits) {
    this.root = root;
    this.excluded = excluded;
    this.limits = limits;
  }

  void run() throws IOException {
    directory(root, "", Ignores.root(root), 0);
  }

  Map<String, Path> files() {
    return files;
  }

  List<String> skipped() {
    return skipped;
  }

  private void directory(Path directory, String path, Ignores ignores, int depth)
      throws IOException {
    if (depth > DEEPEST) {
      throw refused(path, "is nested too deeply", "is there a link that leads back to itself?");
    }
    List<Path> entries;
    try (Stream<Path> listed = Files.list(directory)) {
      entries = listed.sorted().toList();
    }
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      String relative = path.isEmpty() ? name : path + "/" + name;
      if (!name.equals(".git")) {
        entry(entry, relative, ignores, depth);
      }
    }
  }

  private void entry(Path entry, String path, Ignores ignores, int depth) throws IOException {
    boolean link = Files.isSymbolicLink(entry);
    // Git sees a link as a file, wherever it leads.
    boolean directory = !link && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    if (ignores.ignores(path, directory)) {
      return;
    }
    Path real = link ? target(entry, path) : entry;
    if (excluded.contains(real)) {
      return;
    }
    if (Files.isDirectory(real)) {
      directory(real, path, ignores.within(real, path), depth + 1);
    } else if (Files.isRegularFile(real)) {
      file(real, path);
    } else {
      skipped.add(path);
    }
  }

  private void file(Path file, String path) throws IOException {
    files.put(path, file);
    bytes += Files.size(file);
    if (files.size() > limits.files()) {
      throw tooMuch("more than " + limits.files() + " files");
    }
    if (bytes > limits.bytes().bytes()) {
      throw tooMuch("more than " + limits.bytes() + " of files");
    }
  }

  private Path target(Path link, String path) throws IOException {
    Path real;
    try {
      real = link.toRealPath();
    } catch (IOException e) {
      throw refused(
          path, "is a link to " + Files.readSymbolicLink(link) + ", which is not there", LEAVE_OUT);
    }
    boolean inside = real.startsWith(root) && !real.startsWith(root.resolve(".git"));
    if (!inside) {
      throw refused(path, "is a link that leads out of the directory, to " + real, LEAVE_OUT);
    }
    if (link.startsWith(real)) {
      throw refused(path, "is a link to a directory that it lies in", LEAVE_OUT);
    }
    return real;
  }

  private static final String LEAVE_OUT =
      "replace it by what it points to, or name it in .npignore";

  private static NpException refused(String path, String why, String hint) {
    return new NpException.Invalid(ErrorCode.BAD_ARCHIVE, Printable.escape(path + " " + why), hint);
  }

  private NpException tooMuch(String what) {
    return new NpException.Invalid(
        ErrorCode.TOO_LARGE,
        Printable.escape(root + " has " + what),
        "leave out what the app does not need by .npignore; most lies in "
            + Printable.escape(new Heaviest(files, root).name())
            + " ("
            + new ByteSize(bytes >> 20 << 20)
            + " so far)");
  }
}
