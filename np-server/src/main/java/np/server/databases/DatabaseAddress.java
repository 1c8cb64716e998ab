package np.server.databases;

import java.util.Optional;
import np.model.DatabaseLabel;
import np.model.Hostname;
import np.model.Pooling;
import np.model.Secret;

/**
 * Where the gateway answers.
 *
 * @param domain every database answers at {@code <label>.db.<domain>}; empty: only on this machine
 * @param port of the gateway
 */
public record DatabaseAddress(Optional<Hostname> domain, int port) {
  /** What works where no {@code *.localhost} resolves, for instance on a plain Debian. */
  private static final String LOOPBACK = "127.0.0.1";

  /** As clients anywhere reach it. */
  Url outside(DatabaseLabel label, Pooling pooling, Secret password) {
    String name = pooling.name(label);
    return domain
        .map(base -> new Url(name + ".db." + base, port, label.value(), name, "require", password))
        .orElseGet(() -> inside(label, pooling, password));
  }

  /**
   * As programs on this machine reach it: in clear text that never leaves it, without a name server
   * or a certificate.
   */
  Url inside(DatabaseLabel label, Pooling pooling, Secret password) {
    return new Url(LOOPBACK, port, label.value(), pooling.name(label), "disable", password);
  }

  /** Host of a database as it is shown. */
  String host(DatabaseLabel label) {
    return domain.map(base -> label + ".db." + base).orElse(LOOPBACK);
  }

  /**
   * The parts of a connection string (libpq's, PostgreSQL manual 34.1.1.2); none of them has a
   * character that must be escaped.
   *
   * @param sslmode require, or disable on this machine
   */
  record Url(String host, int port, String user, String database, String sslmode, Secret password) {

    /** The whole of it. */
    Secret text() {
      String query = sslmode.equals("disable") ? "" : "?sslmode=" + sslmode;
      return new Secret(
          "postgres://%s:%s@%s:%d/%s%s"
              .formatted(user, password.reveal(), host, port, database, query));
    }
  }
}
