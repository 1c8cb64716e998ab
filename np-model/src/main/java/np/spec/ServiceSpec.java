package np.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.ByteSize;
import np.model.ExtensionName;
import np.model.Pooling;
import np.model.PostgresVersion;

/**
 * A database that an app asks for. What is not said is as np makes it, and stays as it is.
 *
 * @param version that it is made with
 * @param memory of its instance
 * @param sleep when it is stopped
 * @param extensions to be in it
 * @param pooling of the app's connections
 * @param branch what it is a copy of; empty: it begins empty
 */
public record ServiceSpec(
    Optional<PostgresVersion> version,
    Optional<ByteSize> memory,
    Optional<Sleep> sleep,
    List<ExtensionName> extensions,
    Pooling pooling,
    Optional<Branch> branch) {
  public ServiceSpec {
    extensions = List.copyOf(extensions);
  }

  /**
   * When an instance is stopped.
   *
   * @param after so long without activity; empty: never
   */
  public record Sleep(Optional<Duration> after) {}

  /**
   * What a database is a copy of.
   *
   * @param of an environment whose database of the same service is meant, {@code production} for
   *     that of no environment; or the name of a database
   * @param ttl after each deploy it is there for so long; empty: it stays
   */
  public record Branch(String of, Optional<Duration> ttl) {}
}
