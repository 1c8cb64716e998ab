package np.cli.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import np.model.Digest;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import np.model.SourceTree;

/** Turns a directory into a source tree; reads every file once and keeps none in memory. */
public final class Packer {
  private final PackLimits limits;
  private final Set<Path> excluded;

  /**
   * @param excluded directories that are never packed, besides .git: np's own state
   */
  public Packer(PackLimits limits, Set<Path> excluded) {
    this.limits = limits;
    this.excluded = Set.copyOf(excluded);
  }

  /**
   * Lists and digests what is to be deployed.
   *
   * @throws NpException.Invalid TOO_LARGE, or BAD_ARCHIVE for a link that leads out
   */
  public PackedSource pack(Path directory) {
    try {
      SourceWalk walk = new SourceWalk(directory.toRealPath(), realExcluded(), limits);
      walk.run();
      return digest(walk);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static NpException unreadable(IOException cause) {
    return new NpException.Invalid(
        ErrorCode.BAD_ARCHIVE,
        Printable.escape("cannot read " + cause.getMessage()) + reason(cause),
        "check its permissions, or name it in .npignore");
  }

  private static String reason(IOException cause) {
    return cause instanceof NoSuchFileException ? ": no such file" : "";
  }

  private Set<Path> realExcluded() throws IOException {
    Set<Path> real = new HashSet<>();
    for (Path path : excluded) {
      if (Files.exists(path)) {
        real.add(path.toRealPath());
      }
    }
    return real;
  }

  private static PackedSource digest(SourceWalk walk) throws IOException {
    Map<String, SourceTree.Entry> entries = new TreeMap<>();
    long bytes = 0;
    byte[] buffer = new byte[64 << 10];
    for (Map.Entry<String, Path> file : walk.files().entrySet()) {
      MessageDigest sha256 = Digest.sha256();
      try (InputStream in = Files.newInputStream(file.getValue())) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          sha256.update(buffer, 0, count);
          bytes += count;
        }
      }
      boolean executable = Modes.executable(file.getValue());
      entries.put(file.getKey(), new SourceTree.Entry(Digest.of(sha256), executable));
    }
    return new PackedSource(new SourceTree(entries), walk.files(), bytes, walk.skipped());
  }
}
