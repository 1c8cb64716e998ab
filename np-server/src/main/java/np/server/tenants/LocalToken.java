package np.server.tenants;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Role;
import np.model.Secret;
import np.server.audit.Audit;
import np.server.audit.AuditEntry;
import np.server.store.Database;
import np.server.store.PrivateFile;
import org.jdbi.v3.core.Handle;

/**
 * The operator's token of this machine, in a file that only the server's user can read. Whoever can
 * remove that file and restart the server gets a new one, and the old one is void: that user can
 * read the key and the database anyway.
 */
public final class LocalToken {
  private static final TokenName NAME = new TokenName("local");

  private final PrivateFile file;
  private final Database database;
  private final Tokens tokens;
  private final Audit audit;

  public LocalToken(PrivateFile file, Database database, Tokens tokens, Audit audit) {
    this.file = file;
    this.database = database;
    this.tokens = tokens;
    this.audit = audit;
  }

  /** Makes the first tenant, and the token when the file has no valid one. */
  public void ensure(InstantSource clock) {
    Instant now = clock.instant();
    database.change(handle -> new TenantStore().insert(handle, Tenants.DEFAULT, now));
    if (!isValid()) {
      Secret value = database.write(this::replace);
      write(value);
    }
  }

  private boolean isValid() {
    Optional<String> kept = read();
    if (kept.isEmpty()) {
      return false;
    }
    try {
      return tokens.authenticate(new Secret(kept.get().strip()), Optional.empty()).role()
          == Role.OPERATOR;
    } catch (NpException.Denied unknown) {
      return false;
    }
  }

  private Secret replace(Handle handle) {
    tokens.store().list(handle, Tenants.DEFAULT).stream()
        .filter(token -> token.name().equals(NAME.value()))
        .forEach(token -> tokens.revoke(handle, token));
    Tokens.Made made = tokens.insert(handle, Tenants.DEFAULT, NAME, Role.OPERATOR);
    AuditEntry entry =
        AuditEntry.of(Tenants.DEFAULT, "np server", "token.create", "local (operator)");
    audit.record(handle, entry);
    return made.value();
  }

  private Optional<String> read() {
    try {
      return file.read();
    } catch (IOException e) {
      throw failed("cannot be read", e);
    }
  }

  /**
   * After the commit: a crash in between leaves no file, and the next start makes another token.
   */
  private void write(Secret value) {
    try {
      file.write(value.reveal() + "\n");
    } catch (IOException e) {
      throw failed("cannot be written", e);
    }
  }

  private NpException failed(String how, IOException cause) {
    return new NpException.Unavailable(
        ErrorCode.START_FAILED, file.path() + " " + how, "check its owner and the disk", cause);
  }
}
