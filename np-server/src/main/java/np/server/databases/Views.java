package np.server.databases;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import np.api.DatabaseUrlView;
import np.api.DatabaseView;
import np.api.Schemas;
import np.model.DatabaseName;
import np.model.DatabaseStatus;
import np.model.ExtensionName;
import np.model.Pooling;
import np.server.databases.DatabaseAddress.Url;
import np.spec.Durations;

/** Turns what is stored and seen into the records of the API. */
final class Views {
  private final DatabaseAddress address;
  private final Passwords passwords;

  Views(DatabaseAddress address, Passwords passwords) {
    this.address = address;
    this.passwords = passwords;
  }

  /** A state in one word, and why. */
  private record Said(String state, String why) {}

  DatabaseView database(StoredDatabase database, Statuses statuses, List<DatabaseView.Link> links) {
    Optional<DatabaseStatus> status = statuses.of(database.id());
    Said said = say(database, status, statuses.away());
    Life life = database.life();
    return new DatabaseView(
        Schemas.DATABASE,
        database.id().name().value(),
        database.label().value(),
        database.id().tenant().value(),
        said.state(),
        said.why(),
        status.map(DatabaseStatus::release).orElse(database.version().toString()),
        new DatabaseView.Address(address.host(database.label()), address.port()),
        database.wish().settings().memory().toString(),
        database.wish().settings().sleep().map(Durations::print).orElse("never"),
        database.wish().settings().extensions().stream().map(ExtensionName::value).toList(),
        database.parent().map(DatabaseName::value).orElse(null),
        life.expiresAt().map(Instant::toString).orElse(null),
        status.map(each -> each.size().bytes()).orElse(0L),
        status.map(DatabaseStatus::sessions).orElse(0),
        status.flatMap(DatabaseStatus::lastActive).map(Instant::toString).orElse(null),
        links,
        database.created().at().toString(),
        database.created().by(),
        life.deletedAt().map(Instant::toString).orElse(null));
  }

  private static Said say(
      StoredDatabase database, Optional<DatabaseStatus> status, Optional<String> away) {
    if (!database.life().serves()) {
      return new Said("trashed", trashed(database));
    }
    String problem = database.progress().problem();
    if (status.isPresent()) {
      String why = status.get().why();
      return new Said(
          status.get().state().name().toLowerCase(Locale.ROOT), why.isEmpty() ? problem : why);
    }
    if (away.isPresent()) {
      return new Said("unknown", away.get());
    }
    return database.progress().isApplied()
        ? new Said("unknown", "np node does not know it any more → np server logs")
        : new Said("preparing", "np node has still to be told of it");
  }

  private static String trashed(StoredDatabase database) {
    String end = database.life().dueAt().map(at -> " until " + at).orElse("");
    return "in the trash" + end + " → np db undelete " + database.id().name();
  }

  DatabaseUrlView url(StoredDatabase database, Pooling pooling) {
    Url url = address.outside(database.label(), pooling, passwords.password(database));
    return new DatabaseUrlView(
        Schemas.DATABASE_URL,
        database.id().name().value(),
        url.text().reveal(),
        url.host(),
        url.port(),
        url.user(),
        url.password().reveal(),
        url.database(),
        url.sslmode());
  }
}
