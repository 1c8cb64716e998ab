package np.server.builds;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import np.model.Digest;
import np.model.SourceTree;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The one reader of archives that strangers sent: tar (POSIX.1-2024 pax, ustar, GNU long names) in
 * gzip (RFC 1952).
 *
 * <p>It lets through regular files and directories with harmless names and refuses everything else
 * whole: links of both kinds, devices, FIFOs, sparse files, paths that are absolute, lead out, are
 * hold control characters or U+FFFD, a path named twice, and more than {@link ArchiveLimits}
 * allows. Bytes of a name that are not UTF-8 become {@code ?}, which gives another digest than that
 * of whoever packed them. Modes but the owner's execute bit, owners and times are dropped. Paths
 * that differ in case only are allowed on purpose: Linux tells them apart, and so do the sources of
 * its programs.
 */
public final class ArchiveReader {
  private static final long TRAILER_BYTES = 1L << 20;

  private final ArchiveLimits limits;

  public ArchiveReader(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads an archive to its end and keeps nothing.
   *
   * @throws np.model.NpException.Invalid BAD_ARCHIVE when it is refused or is not {@code expected}
   */
  public SourceTree check(InputStream archive, Digest expected) throws IOException {
    return read(archive, new ArchiveTarget.Nowhere(), expected);
  }

  SourceTree read(InputStream archive, ArchiveTarget target, Digest expected) throws IOException {
    MeteredInput packed =
        new MeteredInput(
            archive, "it is larger than " + limits.packed() + " bytes", limits.packed());
    SourceTree tree = new SourceTree(unpack(packed, target));
    if (!tree.digest().equals(expected)) {
      throw BadArchive.because(
          "its files have the digest "
              + tree.digest().abbreviated()
              + ", not "
              + expected.abbreviated(),
          "files changed while they were packed; try again");
    }
    return tree;
  }

  private Map<String, SourceTree.Entry> unpack(MeteredInput packed, ArchiveTarget target)
      throws IOException {
    try {
      MeteredInput plain =
          new MeteredInput(
              new GZIPInputStream(packed, 1 << 16), "its headers are too large", 1 << 20);
      TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8");
      var files = new ArchiveEntries(tar, new Meters(packed, plain, limits), target).readAll();
      plain.allow(TRAILER_BYTES);
      plain.transferTo(OutputStream.nullOutputStream());
      return files;
    } catch (TargetFailure e) {
      throw e.cause();
    } catch (IOException | IllegalArgumentException e) {
      throw BadArchive.because("it is damaged or not a tar.gz", "send it again");
    }
  }
}
