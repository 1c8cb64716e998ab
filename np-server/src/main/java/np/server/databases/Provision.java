package np.server.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import np.model.DatabaseId;
import np.model.DatabaseSettings;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.PostgresVersion;
import np.server.apps.AppDatabases.Services;
import np.server.apps.Stamp;
import np.server.audit.AuditEntry;
import np.spec.ServiceSpec;
import org.jdbi.v3.core.Handle;

/** The databases that the services of a file ask for. */
final class Provision {
  private final DatabaseParts parts;
  private final Registry registry;
  private final DatabaseTrash trash;
  private final DatabaseStore store = new DatabaseStore();

  Provision(DatabaseParts parts, Registry registry, DatabaseTrash trash) {
    this.parts = parts;
    this.registry = registry;
    this.trash = trash;
  }

  /** Writes down what is asked for; what has to be made or changed, one line each. */
  List<String> provide(Handle handle, Services services, Stamp stamp) {
    List<String> lines = new ArrayList<>();
    AskedService.all(services)
        .forEach(asked -> provide(handle, asked, stamp).ifPresent(lines::add));
    return lines;
  }

  private Optional<String> provide(Handle handle, AskedService asked, Stamp stamp) {
    Optional<StoredDatabase> found = store.lock(handle, asked.id());
    if (found.isEmpty()) {
      return Optional.of(make(handle, asked, stamp));
    }
    return switch (found.get().life().presence()) {
      case SERVING -> adjust(handle, asked, found.get(), stamp);
      case TRASHED -> {
        var _ = adjust(handle, asked, trash.takeOut(handle, found.get(), stamp.by()), stamp);
        yield Optional.of(asked.id().name() + " is taken out of the trash");
      }
      case REMOVED ->
          throw new NpException.Conflict(
              ErrorCode.WRONG_STATE,
              "the former database " + asked.id().name() + " is just being removed",
              "deploy again in a moment");
    };
  }

  private String make(Handle handle, AskedService asked, Stamp stamp) {
    Optional<StoredDatabase> parent =
        asked.spec().branch().map(branch -> parent(handle, asked, branch.of()));
    parent.ifPresent(found -> checkVersion(asked, found));
    DatabaseSettings base =
        parent.map(found -> found.wish().settings()).orElse(DatabaseSettings.DEFAULT);
    Registry.New wanted =
        new Registry.New(
            Optional.of(asked.id().name()),
            parent
                .map(StoredDatabase::version)
                .or(() -> asked.spec().version())
                .orElse(PostgresVersion.NEWEST),
            settings(asked.spec(), base),
            parent.map(found -> found.id().name()),
            asked.spec().branch().flatMap(ServiceSpec.Branch::ttl));
    StoredDatabase made = registry.add(handle, asked.id().tenant(), wanted, stamp);
    String what = parent.isPresent() ? "database.branch" : "database.create";
    record(handle, asked, stamp, what);
    wakeLater();
    return describe(made);
  }

  static String describe(StoredDatabase made) {
    return made.id().name()
        + made.parent().map(parent -> " is a new branch of " + parent).orElse(" is new");
  }

  private StoredDatabase parent(Handle handle, AskedService asked, String of) {
    List<DatabaseId> candidates = asked.parents(of);
    return candidates.stream()
        .flatMap(id -> store.hold(handle, id).stream())
        .filter(found -> found.life().serves())
        .findFirst()
        .orElseThrow(() -> nothingToBranch(asked, of));
  }

  private static NpException.NotFound nothingToBranch(AskedService asked, String of) {
    String names =
        String.join(" nor ", asked.parents(of).stream().map(each -> each.name().value()).toList());
    return new NpException.NotFound(
        ErrorCode.NO_DATABASE,
        "services."
            + asked.name()
            + ": branch_of "
            + of
            + " leads to no database: there is no "
            + names,
        "deploy that environment first, or write the name of a database that np db list shows");
  }

  private Optional<String> adjust(
      Handle handle, AskedService asked, StoredDatabase database, Stamp stamp) {
    checkVersion(asked, database);
    checkOrigin(asked, database);
    renew(handle, asked, database);
    DatabaseSettings next = settings(asked.spec(), database.wish().settings());
    if (next.equals(database.wish().settings())) {
      return Optional.empty();
    }
    var _ = store.update(handle, database.with(database.wish().with(next)));
    record(handle, asked, stamp, "database.change");
    wakeLater();
    return Optional.of(database.id().name() + " is changed");
  }

  /** Each deploy gives a branch its time anew. */
  private void renew(Handle handle, AskedService asked, StoredDatabase database) {
    if (asked.spec().branch().isPresent()) {
      Life life = Life.begin(asked.spec().branch().get().ttl(), parts.now());
      if (life.ttl().isPresent() || database.life().ttl().isPresent()) {
        store.schedule(handle, database.id(), life);
        wakeLater();
      }
    }
  }

  private static DatabaseSettings settings(ServiceSpec spec, DatabaseSettings before) {
    return new DatabaseSettings(
        spec.memory().orElse(before.memory()),
        spec.sleep().map(ServiceSpec.Sleep::after).orElse(before.sleep()),
        Stream.concat(before.extensions().stream(), spec.extensions().stream())
            .distinct()
            .toList());
  }

  private static void checkVersion(AskedService asked, StoredDatabase database) {
    if (asked.spec().version().filter(version -> version != database.version()).isPresent()) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          database.id().name() + " was made with PostgreSQL " + database.version(),
          "write version: "
              + database.version()
              + ", or name another service and bring the data over: np db export, np db import");
    }
  }

  private static void checkOrigin(AskedService asked, StoredDatabase database) {
    Optional<ServiceSpec.Branch> branch = asked.spec().branch();
    if (branch.isEmpty()) {
      return;
    }
    List<DatabaseId> parents = asked.parents(branch.get().of());
    boolean fits = database.parent().map(asked::id).filter(parents::contains).isPresent();
    if (!fits) {
      throw new NpException.Conflict(
          ErrorCode.WRONG_STATE,
          database.id().name()
              + " is there already and is "
              + database.parent().map(parent -> "a branch of " + parent).orElse("no branch"),
          "name the service otherwise, or destroy that one: np db destroy " + database.id().name());
    }
  }

  private void record(Handle handle, AskedService asked, Stamp stamp, String what) {
    String detail = "service " + asked.name() + " of " + asked.services().app().app();
    AuditEntry entry = AuditEntry.of(asked.id(), stamp.by(), what, detail);
    parts.audit().record(handle, entry.in(asked.services().app().app()));
  }

  private void wakeLater() {
    parts.store().afterCommit(() -> parts.signals().wake(DatabaseParts.WRITTEN));
  }

  /** What {@link #provide} would do, one line each. */
  List<String> foresee(Handle handle, Services services) {
    return AskedService.all(services).stream().flatMap(asked -> foresee(handle, asked)).toList();
  }

  private Stream<String> foresee(Handle handle, AskedService asked) {
    Optional<StoredDatabase> found = store.find(handle, asked.id());
    try {
      if (found.isPresent()) {
        checkVersion(asked, found.get());
        checkOrigin(asked, found.get());
        return found.get().life().serves()
            ? Stream.empty()
            : Stream.of("the database " + asked.id().name() + " is taken out of the trash");
      }
      String of =
          asked.spec().branch().map(branch -> parentOf(handle, asked, branch.of())).orElse("");
      return Stream.of("the database " + asked.id().name() + " will be made" + of);
    } catch (NpException refused) {
      return Stream.of(refused.getMessage() + " → " + refused.hint());
    }
  }

  private String parentOf(Handle handle, AskedService asked, String of) {
    return asked.parents(of).stream()
        .flatMap(id -> store.find(handle, id).stream())
        .filter(parent -> parent.life().serves())
        .findFirst()
        .map(parent -> " as a branch of " + parent.id().name())
        .orElseThrow(() -> nothingToBranch(asked, of));
  }
}
