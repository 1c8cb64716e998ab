package np.edge.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path below the root of a site, decoded once and checked: no segment is empty, leads up, is
 * hidden or contains a slash, a backslash or a control character.
 *
 * @param kind how it was written
 * @param segments names in the file system, none for the root
 */
record SitePath(Kind kind, List<String> segments) {
  private static final int MAX_SEGMENTS = 64;
  private static final int MAX_NAME = 255;

  /** How a path was written. */
  enum Kind {
    /** Without a slash at the end. */
    FILE,
    /** With a slash at the end. */
    DIRECTORY,
    /** Nothing that a site shows can have this path. */
    ABSENT,
    /** No path at all, or one that looks like an attack. */
    MALFORMED
  }

  /** What is wrong with a segment. */
  private enum Fault {
    NONE,
    ABSENT,
    MALFORMED
  }

  static final SitePath ROOT = new SitePath(Kind.DIRECTORY, List.of());
  static final SitePath INDEX = new SitePath(Kind.FILE, List.of("index.html"));
  static final SitePath NOT_FOUND = new SitePath(Kind.FILE, List.of("404.html"));
  private static final SitePath ABSENT = new SitePath(Kind.ABSENT, List.of());
  private static final SitePath MALFORMED = new SitePath(Kind.MALFORMED, List.of());

  SitePath {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a path with its percent-encoding, as it is in a request target; it starts with {@code /}.
   */
  static SitePath parse(String raw) {
    if (!raw.startsWith("/")) {
      return MALFORMED;
    }
    boolean directory = raw.endsWith("/");
    if (raw.length() == 1) {
      return ROOT;
    }
    List<String> names = new ArrayList<>();
    Fault worst = Fault.NONE;
    for (String part : raw.substring(1, raw.length() - (directory ? 1 : 0)).split("/", -1)) {
      String name = decode(part);
      Fault fault = name == null ? Fault.MALFORMED : fault(name, names.size());
      worst = fault.compareTo(worst) > 0 ? fault : worst;
      names.add(name == null ? "" : name);
    }
    return switch (worst) {
      case MALFORMED -> MALFORMED;
      case ABSENT -> ABSENT;
      case NONE -> new SitePath(directory ? Kind.DIRECTORY : Kind.FILE, names);
    };
  }

  /** The decoded path, one text for all spellings. */
  String text() {
    String joined = "/" + String.join("/", segments);
    return kind == Kind.DIRECTORY && !segments.isEmpty() ? joined + "/" : joined;
  }

  /** The last segment. */
  String name() {
    return segments.getLast();
  }

  /** All segments but the last. */
  List<String> parents() {
    return segments.subList(0, segments.size() - 1);
  }

  /** Whether the last segment has something like a file extension. */
  boolean hasExtension() {
    return !segments.isEmpty() && name().indexOf('.') >= 0;
  }

  private static Fault fault(String name, int depth) {
    if (name.equals(".") || name.equals("..")) {
      return Fault.MALFORMED;
    }
    boolean hidden = name.startsWith(".") && !(depth == 0 && name.equals(".well-known"));
    boolean spec = depth == 0 && (name.equals("np.yaml") || name.equals("np.yml"));
    boolean tooLong = name.length() > MAX_NAME || depth >= MAX_SEGMENTS;
    return name.isEmpty() || hidden || spec || tooLong ? Fault.ABSENT : Fault.NONE;
  }

  /** The text of a segment; null when an escape is broken or hides what no name may contain. */
  private static @Nullable String decode(String part) {
    ByteBuffer bytes = ByteBuffer.allocate(part.length());
    for (int i = 0; i < part.length(); i++) {
      int c = part.charAt(i);
      if (c == '%') {
        c = i + 2 < part.length() ? hex(part.charAt(i + 1)) << 4 | hex(part.charAt(i + 2)) : -1;
        i += 2;
      } else if (c > 0x7e) {
        return null;
      }
      if (c < ' ' || c == 0x7f || c == '/' || c == '\\') {
        return null;
      }
      bytes.put((byte) c);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The value of a digit; negative, and so is everything made of it, when it is none. */
  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }
}
