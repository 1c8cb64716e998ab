package np.server.audit;

import java.util.Optional;
import np.model.AppName;
import np.model.DatabaseId;
import np.model.DatabaseName;
import np.model.TenantName;
import np.server.http.Principal;

/**
 * A change to be kept.
 *
 * @param tenant whose it is
 * @param app that it concerns, if any
 * @param database that it concerns, if any
 * @param by the name of the token that asked for it
 * @param what was done: {@code app.deploy}, {@code token.create}
 * @param detail one line for people, never a secret
 */
public record AuditEntry(
    TenantName tenant,
    Optional<AppName> app,
    Optional<DatabaseName> database,
    String by,
    String what,
    String detail) {

  /** A change of the tenant itself. */
  public static AuditEntry of(Principal principal, String what, String detail) {
    return of(principal.tenant(), principal.name(), what, detail);
  }

  /** A change of a tenant by whoever bears this name. */
  public static AuditEntry of(TenantName tenant, String by, String what, String detail) {
    return new AuditEntry(tenant, Optional.empty(), Optional.empty(), by, what, detail);
  }

  /** The same change, of an app. */
  public AuditEntry in(AppName name) {
    return new AuditEntry(tenant, Optional.of(name), database, by, what, detail);
  }

  /** A change of a database. */
  public static AuditEntry of(DatabaseId database, String by, String what, String detail) {
    return new AuditEntry(
        database.tenant(), Optional.empty(), Optional.of(database.name()), by, what, detail);
  }
}
