package np.server.databases;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import np.model.ByteSize;
import np.model.DatabaseSettings;
import np.model.ExtensionName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an engine may refuse of a database: then it goes back to what it was.
 *
 * @param settings by its owner
 * @param epoch how often it was made anew from its parent, and once; 1 without a parent
 */
record Wish(DatabaseSettings settings, int epoch) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** As kept in a jsonb column: bytes and seconds. */
  private record Column(long memory, @Nullable Long sleep, List<String> extensions, int epoch) {}

  static Wish read(String json) {
    Column column = MAPPER.readValue(json, Column.class);
    return new Wish(
        new DatabaseSettings(
            new ByteSize(column.memory()),
            Optional.ofNullable(column.sleep()).map(Duration::ofSeconds),
            column.extensions().stream().map(ExtensionName::new).toList()),
        column.epoch());
  }

  String json() {
    return MAPPER.writeValueAsString(
        new Column(
            settings.memory().bytes(),
            settings.sleep().map(Duration::toSeconds).orElse(null),
            settings.extensions().stream().map(ExtensionName::value).toList(),
            epoch));
  }

  Wish with(DatabaseSettings other) {
    return new Wish(other, epoch);
  }

  /** The parent's present is asked for anew. */
  Wish nextEpoch() {
    return new Wish(settings, epoch + 1);
  }
}
