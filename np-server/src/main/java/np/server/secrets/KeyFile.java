package np.server.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.NpException;
import np.server.store.Database;
import np.server.store.PrivateFile;
import org.jdbi.v3.core.Handle;

/** Finds the sealing key, makes it at the first start, and checks that it fits the database. */
public final class KeyFile {
  private final PrivateFile file;
  private final Database database;
  private final SecureRandom random;

  public KeyFile(PrivateFile file, Database database, SecureRandom random) {
    this.file = file;
    this.database = database;
    this.random = random;
  }

  /**
   * The key.
   *
   * @throws NpException.Unavailable CORRUPT when the file is damaged, missing although the database
   *     has been sealed with it, or is another one's
   */
  public SealingKey open(InstantSource clock) {
    Optional<SealingKey> kept = read();
    List<String> known = database.read(KeyFile::knownKeys);
    if (!known.isEmpty()) {
      return kept.filter(key -> known.contains(key.id())).orElseThrow(() -> misfit(kept, known));
    }
    SealingKey key = kept.orElseGet(this::create);
    database.change(handle -> remember(handle, key, clock.instant()));
    return key;
  }

  private static List<String> knownKeys(Handle handle) {
    return handle.createQuery("SELECT key_id FROM sealing_keys").mapTo(String.class).list();
  }

  private static void remember(Handle handle, SealingKey key, Instant now) {
    handle
        .createUpdate("INSERT INTO sealing_keys (key_id, created_at) VALUES (:id, :now)")
        .bind("id", key.id())
        .bind("now", now)
        .execute();
  }

  private Optional<SealingKey> read() {
    try {
      return file.read().map(SealingKey::parse);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.path(), e);
    }
  }

  private SealingKey create() {
    SealingKey key = SealingKey.random(random);
    try {
      file.write(key.format());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file.path(), e);
    }
    return key;
  }

  private NpException misfit(Optional<SealingKey> kept, List<String> known) {
    String found = kept.map(key -> "holds key " + key.id()).orElse("is missing");
    return new NpException.Unavailable(
        ErrorCode.CORRUPT,
        file.path() + " " + found + ", but the database was sealed with key " + known.getFirst(),
        "restore the key file from the backup that was made with the database");
  }
}
