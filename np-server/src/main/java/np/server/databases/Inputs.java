package np.server.databases;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.api.DatabaseRequests;
import np.model.ByteSize;
import np.model.DatabaseName;
import np.model.DatabaseSettings;
import np.model.ErrorCode;
import np.model.ExtensionName;
import np.model.NpException;
import np.model.PostgresVersion;
import np.spec.Durations;
import org.jspecify.annotations.Nullable;

/** From the texts of requests to values. */
final class Inputs {
  private static final String NEVER = "never";
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofDays(365);

  private Inputs() {}

  static Registry.New create(DatabaseRequests.Create body) {
    DatabaseRequests.Change settings =
        new DatabaseRequests.Change(body.memory(), body.sleep(), body.extensions());
    return new Registry.New(
        Optional.ofNullable(body.name()).map(DatabaseName::new),
        Optional.ofNullable(body.version())
            .map(PostgresVersion::parse)
            .orElse(PostgresVersion.NEWEST),
        settings(DatabaseSettings.DEFAULT, settings),
        Optional.empty(),
        Optional.empty());
  }

  static Databases.Branch branch(DatabaseRequests.Branch body) {
    return new Databases.Branch(
        new DatabaseName(body.name()), Optional.ofNullable(body.ttl()).map(Inputs::ttl));
  }

  /** These settings with what a change says; extensions are added. */
  static DatabaseSettings settings(DatabaseSettings before, DatabaseRequests.Change body) {
    List<ExtensionName> named =
        Optional.ofNullable(body.extensions()).orElse(List.of()).stream()
            .map(ExtensionName::new)
            .toList();
    return new DatabaseSettings(
        Optional.ofNullable(body.memory()).map(ByteSize::parse).orElse(before.memory()),
        sleep(before.sleep(), body.sleep()),
        Stream.concat(before.extensions().stream(), named.stream()).distinct().toList());
  }

  private static Optional<Duration> sleep(Optional<Duration> before, @Nullable String text) {
    if (text == null) {
      return before;
    }
    return text.equals(NEVER) ? Optional.empty() : Optional.of(duration(text));
  }

  private static Duration ttl(String text) {
    Duration ttl = duration(text);
    if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
      throw invalid("ttl " + text + " is out of range", "write 5m to 365d");
    }
    return ttl;
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (NpException.Invalid e) {
      throw invalid(e.getMessage(), e.hint());
    }
  }

  private static NpException.Invalid invalid(String message, String hint) {
    return new NpException.Invalid(ErrorCode.BAD_VALUE, message, hint);
  }
}
