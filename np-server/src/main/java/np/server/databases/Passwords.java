package np.server.databases;

import java.util.List;
import np.model.DatabaseId;
import np.model.DatabaseLabel;
import np.model.ScramVerifier;
import np.model.Secret;
import np.server.databases.StoredDatabase.Login;
import np.server.secrets.SealContext;
import np.server.secrets.Sealed;
import np.server.secrets.SecretBox;

/** Seals the passwords of databases, and opens them. */
final class Passwords {
  private final SecretBox box;
  private final PasswordStock stock;

  Passwords(SecretBox box, PasswordStock stock) {
    this.box = box;
    this.stock = stock;
  }

  /** A new password with what checks it. */
  Login create(DatabaseId id, DatabaseLabel label) {
    PasswordStock.Pair pair = stock.take();
    return new Login(
        box.seal(pair.password(), context("password", id, label)),
        box.seal(new Secret(pair.verifier().reveal()), context("verifier", id, label)));
  }

  /** Opens the password: for its owner and the apps that use it. */
  Secret password(StoredDatabase database) {
    return open("password", database, database.login().password());
  }

  /** What the engine checks it by. */
  ScramVerifier verifier(StoredDatabase database) {
    return ScramVerifier.parse(open("verifier", database, database.login().verifier()).reveal());
  }

  private Secret open(String what, StoredDatabase database, Sealed sealed) {
    return box.open(sealed, context(what, database.id(), database.label()));
  }

  private static SealContext context(String what, DatabaseId id, DatabaseLabel label) {
    return new SealContext(List.of("database", what, id.tenant().value(), label.value()));
  }
}
