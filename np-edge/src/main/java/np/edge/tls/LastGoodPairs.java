package np.edge.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies of the pairs that were usable, so that a bad one does no harm after a restart either. */
final class LastGoodPairs {
  private static final Logger LOG = LoggerFactory.getLogger(LastGoodPairs.class);
  private static final String SUFFIX = ".pem";

  private final Path directory;

  LastGoodPairs(Path directory) {
    this.directory = directory;
  }

  /** Keeps a pair; when that fails, the one before stays kept. */
  void keep(ServerCertificate pair) {
    try {
      StringBuilder text = new StringBuilder(PemFile.block(pair.key()));
      for (X509Certificate certificate : pair.chain()) {
        text.append(PemFile.block(certificate));
      }
      Path file = file(pair.source());
      if (!Files.exists(file) || !Files.readString(file).contentEquals(text)) {
        Files.createDirectories(directory);
        PemFile.secret(file).replace(text.toString());
      }
    } catch (IOException e) {
      LOG.warn("event=certificate_not_kept file={}", pair.source(), e);
    }
  }

  /** The pair that was kept under this name; null when there is none. */
  @Nullable ServerCertificate find(String source) {
    Path file = file(source);
    try {
      return Files.exists(file) ? new PairFiles(file, file).read() : null;
    } catch (RefusedPairException e) {
      LOG.warn("event=certificate_copy_refused file={} why=\"{}\"", file, e.why());
      return null;
    }
  }

  /** Forgets all pairs but those with these names. */
  void retain(Set<String> sources) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        boolean wanted =
            name.endsWith(SUFFIX)
                && sources.contains(name.substring(0, name.length() - SUFFIX.length()));
        if (!wanted) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path file(String source) {
    return directory.resolve(source + SUFFIX);
  }
}
