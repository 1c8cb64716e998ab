package np.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a packed directory, independent of order, times, owners and compression. The CLI and
 * the server compute its digest alike, so that an unchanged source is never uploaded twice.
 *
 * @param files by relative path with / between the parts; sorted by UTF-16 code unit
 */
public record SourceTree(Map<String, Entry> files) {
  public SourceTree {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /**
   * One regular file.
   *
   * @param content SHA-256 of its bytes
   * @param executable whether the owner may execute it
   */
  public record Entry(Digest content, boolean executable) {}

  /** One digest over path, mode and content of every file. */
  public Digest digest() {
    MessageDigest sha256 = Digest.sha256();
    files.forEach(
        (path, entry) -> {
          String line = entry.content() + (entry.executable() ? " x " : " - ") + path + "\0";
          sha256.update(line.getBytes(StandardCharsets.UTF_8));
        });
    return Digest.of(sha256);
  }

  /** The paths. */
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }
}
