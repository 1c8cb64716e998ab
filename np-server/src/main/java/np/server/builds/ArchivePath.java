package np.server.builds;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import np.model.Printable;

/**
 * The path of an archive's entry, known to stay below the directory that it is unpacked into.
 *
 * @param parts none of them empty, {@code .} or {@code ..}; no parts: the root itself
 */
record ArchivePath(List<String> parts) {
  private static final int NAME_BYTES = 255;
  private static final char REPLACED = '\ufffd';

  ArchivePath {
    parts = List.copyOf(parts);
  }

  /** Reads a name as an archive has it; BAD_ARCHIVE for one that could lead out or deceive. */
  static ArchivePath parse(String name, ArchiveLimits limits) {
    refuseUnprintable(name);
    if (name.isEmpty() || name.startsWith("/")) {
      throw BadArchive.entry(name, "is an absolute or empty path");
    }
    if (name.getBytes(UTF_8).length > limits.pathBytes()) {
      throw BadArchive.entry(name, "is longer than " + limits.pathBytes() + " bytes");
    }
    List<String> parts = Stream.of(name.split("/")).filter(part -> !part.equals(".")).toList();
    parts.forEach(part -> check(name, part));
    if (parts.size() > limits.depth()) {
      throw BadArchive.entry(name, "is deeper than " + limits.depth() + " directories");
    }
    return new ArchivePath(parts);
  }

  private static void refuseUnprintable(String name) {
    if (!Printable.escape(name).equals(name)) {
      throw BadArchive.entry(name, "has a control character in its name");
    }
    if (name.indexOf(REPLACED) >= 0) {
      throw BadArchive.entry(name, "is not named in UTF-8");
    }
  }

  private static void check(String name, String part) {
    if (part.isEmpty() || part.equals("..")) {
      throw BadArchive.entry(name, "has an empty part or ..");
    }
    if (part.getBytes(UTF_8).length > NAME_BYTES) {
      throw BadArchive.entry(name, "has a part longer than " + NAME_BYTES + " bytes");
    }
  }

  boolean isRoot() {
    return parts.isEmpty();
  }

  /** The directories above it, outermost first, without the root. */
  List<ArchivePath> parents() {
    return Stream.iterate(1, length -> length < parts.size(), length -> length + 1)
        .map(length -> new ArchivePath(parts.subList(0, length)))
        .collect(Collectors.toList());
  }

  /** With / between the parts, as in a {@code SourceTree}. */
  @Override
  public String toString() {
    return String.join("/", parts);
  }
}
