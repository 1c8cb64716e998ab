package np.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a peer must have like an instance of np to be compared with it. */
final class PostgresSettings {
  private static final List<String> COPIED =
      List.of(
          "shared_buffers",
          "max_connections",
          "work_mem",
          "wal_buffers",
          "io_method",
          "dynamic_shared_memory_type",
          "max_worker_processes",
          "autovacuum_max_workers",
          "jit");

  private PostgresSettings() {}

  /** Lines of postgresql.conf as the database at this URL has them. */
  static List<String> of(String url) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Sql sql = Sql.connect(url, Sql.Tls.OFF)) {
      for (String name : COPIED) {
        lines.add("%s = '%s'".formatted(name, sql.one("show " + name)));
      }
    }
    return lines;
  }
}
