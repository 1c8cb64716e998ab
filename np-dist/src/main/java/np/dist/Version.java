package np.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import np.api.Schemas;
import np.api.VersionView;

/** What was built, as the build wrote it down. */
final class Version {
  private Version() {}

  static VersionView current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new VersionView(
        Schemas.VERSION,
        properties.getProperty("version", "unknown"),
        properties.getProperty("revision", ""),
        System.getProperty("java.version"));
  }
}
