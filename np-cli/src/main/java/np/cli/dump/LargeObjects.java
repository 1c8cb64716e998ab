package np.cli.dump;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Writes large objects in pieces, with the numbers that rows know them by. */
final class LargeObjects {
  private static final int PIECE = 16_384;

  private final DumpCatalog catalog;
  private final DumpSink writer;

  LargeObjects(DumpCatalog catalog, DumpSink writer) {
    this.catalog = catalog;
    this.writer = writer;
  }

  void write() throws SQLException, IOException {
    List<List<String>> oids =
        catalog.rows("SELECT oid FROM pg_catalog.pg_largeobject_metadata ORDER BY oid");
    for (List<String> row : oids) {
      one(Long.parseLong(row.getFirst()));
    }
    for (String statement : catalog.largeObjectParts()) {
      writer.statements(statement);
    }
  }

  private void one(long oid) throws SQLException, IOException {
    writer.statements("SELECT pg_catalog.lo_create(" + oid + ");");
    for (long at = 0; ; at += PIECE) {
      String piece =
          catalog
              .rows(
                  "SELECT pg_catalog.encode(pg_catalog.lo_get(%d, %d, %d), 'hex')"
                      .formatted(oid, at, PIECE))
              .getFirst()
              .getFirst();
      if (piece.isEmpty()) {
        return;
      }
      writer.statements("SELECT pg_catalog.lo_put(%d, %d, '\\x%s');".formatted(oid, at, piece));
    }
  }
}
