package np.server.tenants;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import np.api.TenantView;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.TenantName;
import np.server.audit.Audit;
import np.server.audit.AuditEntry;
import np.server.http.Principal;
import np.server.store.Database;

/**
 * The rules for tenants: the first is there from the start, more only where they are kept apart.
 */
public final class Tenants {
  /** The tenant that is there from the start, to which operators belong. */
  public static final TenantName DEFAULT = new TenantName("default");

  private final Database database;
  private final Audit audit;
  private final InstantSource clock;
  private final IsolationCheck isolation;
  private final AppCounts counts;
  private final TenantStore store = new TenantStore();

  /** What it works with. */
  public record Parts(
      Database database,
      Audit audit,
      InstantSource clock,
      IsolationCheck isolation,
      AppCounts counts) {}

  public Tenants(Parts parts) {
    this.database = parts.database;
    this.audit = parts.audit;
    this.clock = parts.clock;
    this.isolation = parts.isolation;
    this.counts = parts.counts;
  }

  List<TenantView> list() {
    return database.read(
        handle -> {
          Map<TenantName, Integer> apps = counts.read(handle);
          return store.list(handle).stream()
              .map(row -> view(row.name(), apps.getOrDefault(row.name(), 0), row.createdAt()))
              .toList();
        });
  }

  /**
   * Makes a tenant.
   *
   * @throws NpException.Conflict NO_ISOLATION when this machine cannot keep it apart from the
   *     others; NAME_TAKEN
   */
  TenantView create(Principal by, TenantName name) {
    isolation.whyNot().ifPresent(Tenants::refuse);
    Instant now = clock.instant();
    database.change(
        handle -> {
          if (!store.insert(handle, name, now)) {
            throw new NpException.Conflict(
                ErrorCode.NAME_TAKEN, "there is a tenant " + name, "choose another name");
          }
          audit.record(handle, AuditEntry.of(by, "tenant.create", name.value()));
        });
    return view(name, 0, now);
  }

  private static void refuse(String why) {
    throw new NpException.Conflict(
        ErrorCode.NO_ISOLATION,
        "a second tenant would not be kept apart from the first: " + why,
        "np doctor says what is missing");
  }

  private static TenantView view(TenantName name, int apps, Instant createdAt) {
    return new TenantView(name.value(), apps, createdAt.toString());
  }
}
