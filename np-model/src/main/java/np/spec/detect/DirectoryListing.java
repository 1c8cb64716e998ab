package np.spec.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * As much of a directory as detection needs; whoever can read the disk fills it.
 *
 * @param files relative paths with /: those of the directory and of its subdirectories, not deeper
 * @param texts what the files of {@link #READ} say, as far as they exist
 */
public record DirectoryListing(Set<String> files, Map<String, String> texts) {
  /** Files whose text is wanted, if they are there and have at most 256 KB. */
  public static final List<String> READ =
      List.of("Procfile", "package.json", "pom.xml", "requirements.txt", "pyproject.toml");

  /** Subdirectories that are not worth listing. */
  public static final Set<String> SKIPPED = Set.of(".git", "node_modules", ".venv", "target");

  public DirectoryListing {
    files = java.util.Collections.unmodifiableSet(new TreeSet<>(files));
    texts = java.util.Collections.unmodifiableMap(new TreeMap<>(texts));
  }

  boolean has(String file) {
    return files.contains(file);
  }

  Optional<String> text(String file) {
    return Optional.ofNullable(texts.get(file));
  }

  /** The first of some files that is there. */
  Optional<String> first(List<String> candidates) {
    return candidates.stream().filter(this::has).findFirst();
  }
}
