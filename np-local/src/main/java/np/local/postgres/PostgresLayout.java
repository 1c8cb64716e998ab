package np.local.postgres;

import java.nio.file.Path;
import np.local.storage.HomeLayout;

/**
 * Where the control PostgreSQL lies.
 *
 * @param layout of the platform
 * @param binaries directory with bin, lib and share
 */
record PostgresLayout(HomeLayout layout, Path binaries) {
  private static final int LONGEST_SOCKET = 107;
  private static final String SOCKET = ".s.PGSQL.5432";

  Path program(String name) {
    return binaries.resolve("bin").resolve(name);
  }

  Path data() {
    return layout.server().resolve("pg");
  }

  Path log() {
    return layout.server().resolve("pg.log");
  }

  Path password() {
    return layout.server().resolve("pg-password");
  }

  /** The kernel takes 107 bytes (unix(7)); a deep home directory has more. */
  Path socketDirectory() {
    Path near = layout.server().resolve("pg-run");
    return near.resolve(SOCKET).toString().length() <= LONGEST_SOCKET
        ? near
        : Path.of("/tmp", "np-" + layout.hash());
  }

  Path socket() {
    return socketDirectory().resolve(SOCKET);
  }
}
