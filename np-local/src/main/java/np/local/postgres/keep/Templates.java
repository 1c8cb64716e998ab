package np.local.postgres.keep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import np.local.postgres.instance.PostgresRelease;
import np.local.postgres.instance.TemplateMaking;
import np.local.storage.CopyStore;
import np.local.storage.DataRoot;
import np.local.storage.FileTree;
import np.local.storage.TreeCopy;
import np.model.PostgresVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data directories that databases are copied from, one for each release of PostgreSQL below
 * each root. Each has a file beside it with its checksum: one that is damaged or half made is made
 * again, by copying what came with np or else from nothing.
 */
final class Templates {
  private static final Logger LOG = LoggerFactory.getLogger(Templates.class);

  private final Map<PostgresVersion, PostgresRelease> releases;
  private final Path distributed;
  private final OptionalInt maker;

  /**
   * @param releases that there are
   * @param distributed a directory with templates that were made before; need not exist
   * @param maker the user who makes one where np is root
   */
  Templates(Map<PostgresVersion, PostgresRelease> releases, Path distributed, OptionalInt maker) {
    this.releases = Map.copyOf(releases);
    this.distributed = distributed;
    this.maker = maker;
  }

  /** Those that there are releases of, the newest first. */
  List<PostgresVersion> versions() {
    return releases.keySet().stream().sorted(Comparator.reverseOrder()).toList();
  }

  /** The template below a root, whole. Takes a while the first time. */
  synchronized Path get(DataRoot root, PostgresVersion version) throws IOException {
    Path template = name(root.path().resolve(".template"), version);
    if (!isWhole(template)) {
      make(root, version, template);
    }
    return template;
  }

  /** Makes all of them below this directory, to be distributed. */
  static void distribute(List<PostgresRelease> releases, Path directory, OptionalInt maker)
      throws IOException {
    Map<PostgresVersion, PostgresRelease> byVersion =
        releases.stream().collect(Collectors.toMap(PostgresRelease::version, each -> each));
    Templates templates = new Templates(byVersion, directory, maker);
    DataRoot root = new DataRoot(directory, new CopyStore());
    for (PostgresVersion version : byVersion.keySet()) {
      Path template = templates.name(directory, version);
      if (!isWhole(template)) {
        templates.make(root, version, template);
        new FileTree(template).permit("rwxr-xr-x", "rw-r--r--");
      }
    }
  }

  private void make(DataRoot root, PostgresVersion version, Path template) throws IOException {
    Path fresh = template.resolveSibling(template.getFileName() + ".new");
    Files.createDirectories(template.resolveSibling("."));
    root.store().delete(fresh);
    Path source = name(distributed, version);
    if (!source.equals(template) && isWhole(source)) {
      root.store().copy(new TreeCopy(source, _ -> false, TreeCopy.Patience.ENDLESS), fresh);
    } else {
      root.store().create(fresh);
      new TemplateMaking(release(version), maker).make(fresh);
      if (maker.isPresent()) {
        new FileTree(fresh).giveTo(0);
      }
    }
    install(root, fresh, template);
    LOG.info("template={} state=made", template);
  }

  private static void install(DataRoot root, Path fresh, Path template) throws IOException {
    Files.deleteIfExists(checksum(template));
    root.store().delete(template);
    Files.move(fresh, template);
    String sum = sum(template);
    root.store().sync(root.path());
    Files.writeString(checksum(template), sum);
  }

  private PostgresRelease release(PostgresVersion version) throws IOException {
    PostgresRelease release = releases.get(version);
    if (release == null) {
      throw new IOException("np has no PostgreSQL " + version);
    }
    return release;
  }

  private Path name(Path directory, PostgresVersion version) {
    PostgresRelease release = releases.get(version);
    return directory.resolve(release == null ? version.toString() : release.number());
  }

  private static boolean isWhole(Path template) throws IOException {
    Path checksum = checksum(template);
    return Files.isRegularFile(checksum)
        && Files.isReadable(template.resolve("PG_VERSION"))
        && Files.readString(checksum).equals(sum(template));
  }

  private static Path checksum(Path template) {
    return template.resolveSibling(template.getFileName() + ".crc");
  }

  /** CRC-32 (ISO 3309) over names and contents, against damage and not against malice. */
  private static String sum(Path template) throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    for (Path file : files(template)) {
      crc.update(template.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
      try (InputStream in = Files.newInputStream(file)) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          crc.update(buffer, 0, count);
        }
      }
    }
    return "%08x%n".formatted(crc.getValue());
  }

  private static List<Path> files(Path template) throws IOException {
    try (Stream<Path> all = Files.walk(template)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
