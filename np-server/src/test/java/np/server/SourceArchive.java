package np.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import np.model.Digest;
import np.model.SourceTree;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A packed directory.
 *
 * @param files text by path
 */
public record SourceArchive(Map<String, String> files) {
  public SourceArchive {
    files = new TreeMap<>(files);
  }

  /** One file and a text. */
  public static SourceArchive of(String path, String text) {
    return new SourceArchive(Map.of(path, text));
  }

  public Digest digest() {
    Map<String, SourceTree.Entry> entries = new TreeMap<>();
    files.forEach((path, text) -> entries.put(path, new SourceTree.Entry(Digest.of(text), false)));
    return new SourceTree(entries).digest();
  }

  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(text.length);
        tar.putArchiveEntry(entry);
        tar.write(text);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
