package np.edge.postgres.route;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import np.edge.postgres.route.Destination.Mode;
import np.edge.postgres.wire.RefusedException;
import np.edge.postgres.wire.StartupMessage;
import np.edge.postgres.wire.StartupOptions;
import np.model.DatabaseLabel;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a client wants to go. Looks at nothing but what the client says, so that the
 * answer tells nobody which databases exist.
 */
public final class DestinationRules {
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{0,56}[a-z0-9]");

  private final String suffix;

  /**
   * @param zone below which databases have their host names, for example {@code db.example.com}
   */
  public DestinationRules(String zone) {
    this.suffix = "." + zone;
  }

  /**
   * The destination.
   *
   * @param sni the name in the ClientHello in lower case; null when there is none
   * @throws RefusedException when nothing names a database, or two different ones are named
   */
  public Destination destination(
      @Nullable String sni, StartupMessage message, StartupOptions options)
      throws RefusedException {
    String user = message.parameter("user");
    if (user.isEmpty()) {
      throw new RefusedException(Refusals.noUser());
    }
    Map<RoutingKind, String> claims = new EnumMap<>(RoutingKind.class);
    put(claims, RoutingKind.SNI, labelOfHost(sni));
    put(claims, RoutingKind.OPTIONS, options.endpoint().orElse(""));
    put(claims, RoutingKind.USER, labelOfUser(user));
    String database = message.parameter("database");
    if (claims.isEmpty()) {
      String named = database.isEmpty() ? user : database;
      put(claims, RoutingKind.DATABASE, LABEL.matcher(named).matches() ? named : "");
    }
    return decide(claims, user, database);
  }

  private static void put(Map<RoutingKind, String> claims, RoutingKind kind, String address) {
    if (!address.isEmpty()) {
      claims.put(kind, address);
    }
  }

  private String labelOfHost(@Nullable String sni) {
    if (sni == null) {
      return "";
    }
    String host = sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni;
    return host.endsWith(suffix) ? host.substring(0, host.length() - suffix.length()) : "";
  }

  private static String labelOfUser(String user) {
    String end = user.substring(user.lastIndexOf('@') + 1);
    return end.length() < user.length() && LABEL.matcher(end).matches() ? end : "";
  }

  private static Destination decide(Map<RoutingKind, String> claims, String user, String database)
      throws RefusedException {
    if (claims.isEmpty()) {
      throw new RefusedException(Refusals.noDatabase());
    }
    RoutingKind kind = claims.keySet().iterator().next();
    String label = label(claims.getOrDefault(kind, ""));
    for (Map.Entry<RoutingKind, String> claim : claims.entrySet()) {
      if (!label(claim.getValue()).equals(label)) {
        throw new RefusedException(Refusals.twoDatabases(kind, claim.getKey()));
      }
    }
    boolean pooled = claims.values().stream().anyMatch(address -> !label(address).equals(address));
    boolean pooledName = database.equals(label + DatabaseLabel.POOLER);
    boolean unnamed = database.isEmpty() || database.equals(user);
    String role =
        claims.containsKey(RoutingKind.USER) ? user.substring(0, user.lastIndexOf('@')) : user;
    return new Destination(
        label,
        pooled || pooledName ? Mode.POOLED : Mode.SESSION,
        role,
        pooledName || (unnamed && isRouted(claims, database)) ? label : database,
        kind);
  }

  /** Whether the client did not choose the name of the database by itself. */
  private static boolean isRouted(Map<RoutingKind, String> claims, String database) {
    return database.isEmpty() || claims.containsKey(RoutingKind.USER);
  }

  private static String label(String address) {
    return address.endsWith(DatabaseLabel.POOLER)
        ? address.substring(0, address.length() - DatabaseLabel.POOLER.length())
        : address;
  }
}
