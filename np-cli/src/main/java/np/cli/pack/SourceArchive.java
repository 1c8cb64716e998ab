package np.cli.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a packed source as tar.gz: the same tree gives the same bytes, whenever and by whomever.
 */
public final class SourceArchive {
  private final PackedSource source;

  public SourceArchive(PackedSource source) {
    this.source = source;
  }

  /** Writes it all; does not close {@code out}. */
  public void writeTo(OutputStream out) throws IOException {
    GZIPOutputStream gzip = new Fast(out);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (Map.Entry<String, Path> file : source.files().entrySet()) {
      write(file.getKey(), file.getValue(), tar);
    }
    tar.finish();
    gzip.finish();
  }

  private void write(String path, Path file, TarArchiveOutputStream tar) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    long size = Files.size(file);
    entry.setSize(size);
    entry.setMode(Modes.executable(file) ? 0755 : 0644);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
    long copied;
    try (InputStream in = Files.newInputStream(file)) {
      copied = copy(in, tar, size);
    }
    if (copied != size) {
      throw new NpException.Invalid(
          ErrorCode.BAD_ARCHIVE,
          Printable.escape(path) + " changed while it was being uploaded",
          "run the command again");
    }
    tar.closeArchiveEntry();
  }

  /** At most {@code size} bytes; one more is counted when there are more. */
  private static long copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] buffer = new byte[64 << 10];
    long copied = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      if (copied + count > size) {
        return size + 1;
      }
      out.write(buffer, 0, count);
      copied += count;
    }
    return copied;
  }

  /** Most uploads stay on the machine or the local network: time counts more than size. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 64 << 10);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
