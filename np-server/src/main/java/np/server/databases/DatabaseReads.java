package np.server.databases;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import np.api.DatabaseUrlView;
import np.api.DatabaseView;
import np.api.Schemas;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.Pooling;
import np.model.TenantName;
import np.server.apps.LinkStore;
import np.server.audit.AuditEntry;
import np.server.databases.DatabaseStore.Slice;

/** What is told of databases. */
final class DatabaseReads {
  private final DatabaseParts parts;
  private final Registry registry;
  private final Views views;
  private final DatabaseStore store = new DatabaseStore();
  private final LinkStore links = new LinkStore();

  DatabaseReads(DatabaseParts parts, Registry registry, Views views) {
    this.parts = parts;
    this.registry = registry;
    this.views = views;
  }

  /** One that is there or in the trash. */
  DatabaseView get(DatabaseId id) {
    return view(parts.store().read(handle -> Registry.known(id, store.find(handle, id))));
  }

  /** As it is kept, and as it is now if the engine answers. */
  DatabaseView view(StoredDatabase database) {
    return page(List.of(database)).getFirst();
  }

  /** A page by name; the engine is asked for its databases only. */
  DatabaseView.Page list(Slice slice) {
    Slice more = new Slice(slice.tenant(), slice.presence(), slice.after(), slice.most() + 1);
    List<StoredDatabase> found = parts.store().read(handle -> store.list(handle, more));
    List<StoredDatabase> shown = found.subList(0, Math.min(slice.most(), found.size()));
    Optional<String> next =
        found.size() > shown.size()
            ? Optional.of(shown.getLast().id().name().value())
            : Optional.empty();
    return new DatabaseView.Page(Schemas.DATABASES, page(shown), next.orElse(null));
  }

  private List<DatabaseView> page(List<StoredDatabase> databases) {
    Statuses statuses =
        Statuses.of(parts.engine(), databases.stream().map(StoredDatabase::id).toList());
    Map<DatabaseName, List<DatabaseView.Link>> linked = links(databases);
    return databases.stream()
        .map(
            each ->
                views.database(each, statuses, linked.getOrDefault(each.id().name(), List.of())))
        .toList();
  }

  private Map<DatabaseName, List<DatabaseView.Link>> links(List<StoredDatabase> databases) {
    if (databases.isEmpty()) {
      return Map.of();
    }
    TenantName tenant = databases.getFirst().id().tenant();
    List<DatabaseName> names = databases.stream().map(each -> each.id().name()).toList();
    return parts.store().read(handle -> links.of(handle, tenant, names)).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> links(each.getValue())));
  }

  private static List<DatabaseView.Link> links(Collection<LinkStore.Linked> linked) {
    return linked.stream()
        .map(each -> new DatabaseView.Link(each.app().value(), each.variable().value()))
        .toList();
  }

  /** How to connect; whoever asks is written down. */
  DatabaseUrlView url(DatabaseId id, Pooling pooling, String by) {
    StoredDatabase database =
        parts
            .store()
            .write(
                handle -> {
                  StoredDatabase found = registry.find(handle, id);
                  AuditEntry entry = AuditEntry.of(id, by, "database.url", "shown");
                  parts.audit().record(handle, entry);
                  return found;
                });
    return views.url(database, pooling);
  }
}
