package np.server.builds;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import np.model.Digest;
import np.model.TenantName;
import np.server.store.Database;
import org.jdbi.v3.core.Handle;

/**
 * The sources that tenants have sent, by digest. A tenant finds only what it sent itself: a digest
 * is no key to somebody else's source.
 */
public final class Uploads {
  /** Longer than any deployment that may still want to unpack it. */
  private static final Duration KEPT = Duration.ofDays(1);

  private final Path root;
  private final ArchiveReader reader;
  private final Database database;
  private final UploadStore store;
  private final InstantSource clock;

  /**
   * @param root {@code <home>/uploads}, made when missing
   */
  public Uploads(Path root, ArchiveReader reader, Database database, InstantSource clock) {
    this.root = root;
    this.reader = reader;
    this.database = database;
    this.store = new UploadStore();
    this.clock = clock;
  }

  /** Whether this tenant has sent this source; counts as a use of it. */
  public boolean has(TenantName tenant, Digest digest) {
    return database.write(handle -> touch(handle, tenant, digest));
  }

  /** As {@link #has}, within a transaction. */
  public boolean touch(Handle handle, TenantName tenant, Digest digest) {
    return Files.isRegularFile(file(tenant, digest))
        && store.touch(handle, new UploadStore.Key(tenant, digest), clock.instant());
  }

  /**
   * Keeps an archive if it is good and is what {@code digest} says.
   *
   * @throws np.model.NpException.Invalid BAD_ARCHIVE otherwise; nothing of it stays
   */
  public void receive(TenantName tenant, Digest digest, InputStream archive) throws IOException {
    Path directory = Files.createDirectories(root.resolve(tenant.value()));
    Path temporary = Files.createTempFile(directory, ".upload-", ".tmp");
    try {
      long bytes = copy(archive, temporary, digest);
      Files.move(temporary, file(tenant, digest), StandardCopyOption.ATOMIC_MOVE);
      force(directory);
      UploadStore.Key key = new UploadStore.Key(tenant, digest);
      database.change(handle -> store.put(handle, key, bytes, clock.instant()));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Opens an archive that was received; the caller closes it. */
  InputStream open(TenantName tenant, Digest digest) throws IOException {
    return Files.newInputStream(file(tenant, digest));
  }

  /** Deletes what nobody has used for a day. */
  public void sweep() {
    Instant before = clock.instant().minus(KEPT);
    for (UploadStore.Key key : database.read(handle -> store.unused(handle, before))) {
      database.change(
          handle -> {
            if (store.delete(handle, key, before)) {
              Trees.delete(file(key.tenant(), key.digest()));
            }
          });
    }
  }

  private Path file(TenantName tenant, Digest digest) {
    return root.resolve(tenant.value()).resolve(digest.hex() + ".tgz");
  }

  private long copy(InputStream archive, Path to, Digest digest) throws IOException {
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      reader.check(new Tee(archive, out), digest);
      channel.force(true);
      return channel.size();
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Writes what is read, so that one pass both checks and keeps. */
  private static final class Tee extends FilterInputStream {
    private final OutputStream copy;

    Tee(InputStream in, OutputStream copy) {
      super(in);
      this.copy = copy;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        TargetFailure.guard(() -> write(new byte[] {(byte) value}, 0, 1));
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read > 0) {
        TargetFailure.guard(() -> write(bytes, offset, read));
      }
      return read;
    }

    private int write(byte[] bytes, int offset, int length) throws IOException {
      copy.write(bytes, offset, length);
      return length;
    }
  }
}
