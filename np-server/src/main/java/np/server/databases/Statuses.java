package np.server.databases;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import np.model.DatabaseId;
import np.model.DatabaseStatus;
import np.model.NpException;
import np.spi.DatabaseEngine;

/**
 * What the engine says of some databases, or that it says nothing.
 *
 * @param known by id
 * @param away why the engine does not answer; empty when it does
 */
record Statuses(Map<DatabaseId, DatabaseStatus> known, Optional<String> away) {
  Statuses {
    known = Map.copyOf(known);
  }

  /** Asks for these only, and lives with silence. */
  static Statuses of(DatabaseEngine engine, Collection<DatabaseId> ids) {
    if (ids.isEmpty()) {
      return new Statuses(Map.of(), Optional.empty());
    }
    try {
      List<DatabaseStatus> told = engine.observe(ids);
      return new Statuses(
          told.stream()
              .collect(Collectors.toMap(DatabaseStatus::id, Function.identity(), (a, b) -> b)),
          Optional.empty());
    } catch (NpException.Unavailable e) {
      return new Statuses(Map.of(), Optional.of(e.getMessage() + " → np server status"));
    }
  }

  Optional<DatabaseStatus> of(DatabaseId id) {
    return Optional.ofNullable(known.get(id));
  }
}
