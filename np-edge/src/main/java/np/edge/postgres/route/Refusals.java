package np.edge.postgres.route;

import java.time.Duration;
import np.edge.postgres.wire.PostgresError;
import np.edge.postgres.wire.SqlState;
import np.model.Printable;

/** All that the gateway says to clients that it does not let in or sends away. */
public final class Refusals {
  private static final int SHOWN = 63;

  private Refusals() {}

  public static PostgresError noUser() {
    return PostgresError.of(
        SqlState.INVALID_AUTHORIZATION, "no PostgreSQL user name specified in startup packet");
  }

  public static PostgresError noDatabase() {
    return PostgresError.of(
            SqlState.INVALID_AUTHORIZATION, "np cannot tell which database you want")
        .detail(
            "The client names none by its host name (TLS with SNI), options, user name or database"
                + " name.")
        .hint(
            "Add ?options=endpoint%3DNAME to the URL, write the user as USER@NAME, or use NAME as"
                + " the name of the database; see: np db url");
  }

  /** Two parts of what a client says name different databases. */
  public static PostgresError twoDatabases(RoutingKind one, RoutingKind other) {
    return PostgresError.of(
            SqlState.INVALID_AUTHORIZATION,
            one.text() + " and " + other.text() + " name different databases")
        .hint("Let both name the same database, or leave one out.");
  }

  /** Says the same whether the database, the role or the password is wrong. */
  public static PostgresError wrongPassword(Destination destination) {
    String hint =
        destination.kind() == RoutingKind.DATABASE
            ? "np took \"%s\" for the name of the database, as nothing else names one; see: np db url"
            : "Check the user and the password for \"%s\"; see: np db url";
    return PostgresError.of(
            SqlState.INVALID_PASSWORD,
            "password authentication failed for user \"%s\"".formatted(shown(destination.role())))
        .hint(hint.formatted(shown(destination.label())));
  }

  public static PostgresError tlsNeeded() {
    return PostgresError.of(
            SqlState.INVALID_AUTHORIZATION, "databases take no connections without TLS from here")
        .hint("Add sslmode=require to the URL.");
  }

  public static PostgresError earlier(String request) {
    return PostgresError.of(
        SqlState.PROTOCOL_VIOLATION, "the client asked for " + request + " at the wrong time");
  }

  public static PostgresError tooSlow(String what) {
    return PostgresError.of(
        SqlState.CONNECTION_FAILURE, "np got no " + what + " from the client in time");
  }

  public static PostgresError notReady(Duration waited) {
    return PostgresError.of(
            SqlState.CANNOT_CONNECT_NOW,
            "the database is still starting after %d s".formatted(waited.toSeconds()))
        .hint("Connect again in a moment; np db info says what it does.");
  }

  /** It cannot be woken. */
  public static PostgresError notWoken(String why, String hint) {
    return PostgresError.of(SqlState.CANNOT_CONNECT_NOW, Printable.escape(why))
        .hint(hint.isEmpty() ? "Connect again in a moment; np db info says what it does." : hint);
  }

  public static PostgresError closed(String why) {
    return PostgresError.of(SqlState.CANNOT_CONNECT_NOW, Printable.escape(why))
        .hint("np db info says more.");
  }

  public static PostgresError gone() {
    return PostgresError.of(SqlState.INVALID_CATALOG_NAME, "the database exists no more");
  }

  public static PostgresError tooManySessions(int most) {
    return PostgresError.of(
            SqlState.TOO_MANY_CONNECTIONS,
            "the database has its %d sessions already".formatted(most))
        .hint(
            "Close some, give it more memory, or use the pooled address; see: np db url --pooled");
  }

  /** All sessions of a pooled address are in use. */
  public static PostgresError noneToLend() {
    return PostgresError.of(
            SqlState.TOO_MANY_CONNECTIONS, "no session of the database was free in time")
        .hint("Keep transactions short, or give the database more memory for more sessions.");
  }

  public static PostgresError tooManyConnections() {
    return PostgresError.of(
            SqlState.TOO_MANY_CONNECTIONS, "np has too many connections from your address")
        .hint("Connect again in a moment, and let programs share connections by a pool.");
  }

  /** The gateway has as many clients as it can. */
  public static PostgresError full() {
    return PostgresError.of(SqlState.TOO_MANY_CONNECTIONS, "np has too many connections already")
        .hint("Connect again in a moment, and let programs share connections by a pool.");
  }

  public static PostgresError tooManyWaiting() {
    return PostgresError.of(
            SqlState.CANNOT_CONNECT_NOW, "too many clients wait for this database already")
        .hint("Connect again in a moment.");
  }

  public static PostgresError revoked() {
    return PostgresError.of(
            SqlState.ADMIN_SHUTDOWN, "terminating connection because its password is valid no more")
        .hint("Take the new URL from: np db url");
  }

  public static PostgresError lost() {
    return PostgresError.of(
            SqlState.ADMIN_SHUTDOWN,
            "terminating connection because its settings cannot be restored after a sleep")
        .hint("Connect again. np db create --sleep never keeps the database awake.");
  }

  public static PostgresError stopping() {
    return PostgresError.of(SqlState.ADMIN_SHUTDOWN, "terminating connection because np edge stops")
        .hint("Connect again.");
  }

  public static PostgresError malformed() {
    return PostgresError.of(SqlState.PROTOCOL_VIOLATION, "invalid message length");
  }

  public static PostgresError badAnswer() {
    return PostgresError.of(
        SqlState.INTERNAL_ERROR, "np does not understand what the database answers");
  }

  private static String shown(String name) {
    String cut = name.length() > SHOWN ? name.substring(0, SHOWN) : name;
    return Printable.escape(cut);
  }
}
