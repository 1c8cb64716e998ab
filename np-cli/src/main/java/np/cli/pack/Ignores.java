package np.cli.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ignore files in force within one directory: its own and those of the directories above, up to
 * the packed one. A deeper file wins over a higher one, and any .npignore over every .gitignore.
 */
final class Ignores {
  private final @Nullable Ignores above;

  /** The directory that the files lie in, relative to the packed one; empty or ending with /. */
  private final String prefix;

  private final IgnoreFile git;
  private final IgnoreFile np;

  private Ignores(@Nullable Ignores above, String prefix, IgnoreFile git, IgnoreFile np) {
    this.above = above;
    this.prefix = prefix;
    this.git = git;
    this.np = np;
  }

  /** Those of the packed directory itself. */
  static Ignores root(Path directory) throws IOException {
    return new Ignores(null, "", read(directory, ".gitignore"), read(directory, ".npignore"));
  }

  /** Those within a directory below. */
  Ignores within(Path directory, String path) throws IOException {
    IgnoreFile deeperGit = read(directory, ".gitignore");
    IgnoreFile deeperNp = read(directory, ".npignore");
    boolean same = deeperGit.rules().isEmpty() && deeperNp.rules().isEmpty();
    return same ? this : new Ignores(this, path + "/", deeperGit, deeperNp);
  }

  /**
   * Whether this one is left out. Whoever asks does not descend into a directory that is.
   *
   * @param path relative to the packed directory
   */
  boolean ignores(String path, boolean directory) {
    IgnoreRule.Verdict verdict = verdict(path, directory, Kind.NP);
    if (verdict == IgnoreRule.Verdict.SILENT) {
      verdict = verdict(path, directory, Kind.GIT);
    }
    return verdict == IgnoreRule.Verdict.IGNORED;
  }

  private IgnoreRule.Verdict verdict(String path, boolean directory, Kind kind) {
    for (Ignores level = this; level != null; level = level.above) {
      IgnoreFile file = kind == Kind.NP ? level.np : level.git;
      IgnoreRule.Verdict said = file.verdict(path.substring(level.prefix.length()), directory);
      if (said != IgnoreRule.Verdict.SILENT) {
        return said;
      }
    }
    return IgnoreRule.Verdict.SILENT;
  }

  private static IgnoreFile read(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    // Git does not follow a .gitignore that is a link (gitignore(5), NOTES).
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? IgnoreFile.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        : IgnoreFile.NONE;
  }

  private enum Kind {
    GIT,
    NP
  }
}
