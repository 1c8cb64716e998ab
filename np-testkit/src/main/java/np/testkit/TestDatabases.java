package np.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.DatabaseName;
import np.model.DatabaseOrigin;
import np.model.DatabaseSettings;
import np.model.ExtensionName;
import np.model.PostgresVersion;
import np.model.ScramVerifier;
import np.model.Secret;
import np.model.TenantName;
import np.model.WantedDatabase;

/** Wishes for databases in tests. */
public final class TestDatabases {
  private static final TenantName TENANT = new TenantName("acme");
  private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private TestDatabases() {}

  /** A database of the tenant acme. */
  public static DatabaseId id(String name) {
    return new DatabaseId(TENANT, new DatabaseName(name));
  }

  /** A new one, empty, for a password that is its name; generation 1. */
  public static WantedDatabase empty(String name) {
    return new WantedDatabase(
        id(name),
        1,
        new DatabaseLabel(name + "-x7k2"),
        PostgresVersion.NEWEST,
        verifier(name),
        DatabaseSettings.DEFAULT,
        new DatabaseOrigin.Empty(),
        WantedDatabase.Presence.SERVING);
  }

  /** A new branch of the parent's present; generation 1. */
  public static WantedDatabase branch(String name, WantedDatabase parent) {
    WantedDatabase wanted = empty(name);
    return new WantedDatabase(
        wanted.id(),
        1,
        wanted.label(),
        parent.version(),
        wanted.verifier(),
        parent.settings(),
        new DatabaseOrigin.BranchOf(parent.id(), 1),
        WantedDatabase.Presence.SERVING);
  }

  /** The same branch from what its parent is now; the next generation. */
  public static WantedDatabase reset(WantedDatabase branch) {
    DatabaseOrigin.BranchOf origin = (DatabaseOrigin.BranchOf) branch.origin();
    return new WantedDatabase(
        branch.id(),
        branch.generation() + 1,
        branch.label(),
        branch.version(),
        branch.verifier(),
        branch.settings(),
        new DatabaseOrigin.BranchOf(origin.parent(), origin.epoch() + 1),
        branch.presence());
  }

  /** The same with another password; the next generation. */
  public static WantedDatabase rotated(WantedDatabase wanted, String password) {
    return new WantedDatabase(
        wanted.id(),
        wanted.generation() + 1,
        wanted.label(),
        wanted.version(),
        verifier(password),
        wanted.settings(),
        wanted.origin(),
        wanted.presence());
  }

  /** The same with other settings; the next generation. */
  public static WantedDatabase with(WantedDatabase wanted, DatabaseSettings settings) {
    return new WantedDatabase(
        wanted.id(),
        wanted.generation() + 1,
        wanted.label(),
        wanted.version(),
        wanted.verifier(),
        settings,
        wanted.origin(),
        wanted.presence());
  }

  /** The same with these extensions; the next generation. */
  public static WantedDatabase with(WantedDatabase wanted, String... extensions) {
    DatabaseSettings before = wanted.settings();
    List<ExtensionName> names = List.of(extensions).stream().map(ExtensionName::new).toList();
    return with(wanted, new DatabaseSettings(before.memory(), before.sleep(), names));
  }

  /** The same, to be in the trash or not; the next generation. */
  public static WantedDatabase with(WantedDatabase wanted, WantedDatabase.Presence presence) {
    return new WantedDatabase(
        wanted.id(),
        wanted.generation() + 1,
        wanted.label(),
        wanted.version(),
        wanted.verifier(),
        wanted.settings(),
        wanted.origin(),
        presence);
  }

  /** What a server keeps of this password. */
  public static ScramVerifier verifier(String password) {
    return ScramVerifier.of(new Secret(password), SALT);
  }
}
