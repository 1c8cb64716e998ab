package np.local.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import np.model.AppId;
import np.model.Artifact;
import np.model.InstanceId;

/**
 * Where the files of a node lie.
 *
 * @param home the platform's root directory, absolute
 */
public record HomeLayout(Path home) {
  public HomeLayout {
    home = home.toAbsolutePath().normalize();
  }

  /** The directory with a built app. */
  public Path artifact(Artifact artifact) {
    return app(artifact.app())
        .resolve("releases")
        .resolve(Integer.toString(artifact.builtBy().value()))
        .resolve("app");
  }

  /** The home directory of an app's builds. */
  public Path cache(AppId app) {
    return app(app).resolve("cache");
  }

  /** What belongs to an app. */
  public Path app(AppId app) {
    return apps().resolve(app.tenant().value()).resolve(app.app().value());
  }

  public Path apps() {
    return home.resolve("apps");
  }

  public Path logs() {
    return node().resolve("logs");
  }

  /** The databases of tenants, a directory each. */
  public Path databases() {
    return home.resolve("databases");
  }

  /** Where the file system for databases is mounted that np has made itself. */
  public Path volume() {
    return home.resolve("volume");
  }

  /** Temporary directories of instances. */
  public Path instances() {
    return node().resolve("instances");
  }

  /** The temporary directories of one instance or one-off. */
  public Path instance(InstanceId instance) {
    return instances().resolve(instance.value());
  }

  public Path node() {
    return home.resolve("node");
  }

  /** What only the server uses: keys, control database. */
  public Path server() {
    return home.resolve("server");
  }

  /** The operator's own configuration for build tools: .npmrc, .m2/settings.xml, pip.conf. */
  public Path buildHome() {
    return server().resolve("build-home");
  }

  /**
   * Eight hexadecimal digits that tell this platform's cgroups and firewall tables from others'.
   */
  public String hash() {
    return String.format("%08x", checksum());
  }

  /** CRC-32 (ISO 3309) of the path. */
  long checksum() {
    CRC32 crc = new CRC32();
    crc.update(home.toString().getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
