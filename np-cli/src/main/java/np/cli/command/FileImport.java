package np.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import np.cli.load.LoadFailure;
import np.cli.load.Loaded;
import np.cli.load.ScriptLoad;
import np.cli.load.UnsureCommit;
import np.cli.postgres.RefusedScript;
import org.postgresql.jdbc.PgConnection;

/** Runs a file of SQL, and tells where in it a mistake is. */
final class FileImport {
  private static final String PART = "what stands before it is there now";

  private final ScriptLoad load;
  private final String kept;

  FileImport(boolean whole, PgConnection target, ImportMeter meter) {
    this.load =
        whole
            ? ScriptLoad.inOneTransaction(target, meter)
            : ScriptLoad.inTransactionsOfItsOwn(target, meter);
    this.kept = whole ? ImportReport.NOTHING : PART;
  }

  Loaded run(String file, InputStream script) throws SQLException, IOException {
    try {
      return load.run(script);
    } catch (UnsureCommit e) {
      throw ImportReport.of(e);
    } catch (LoadFailure e) {
      throw ImportReport.of(e, file, kept);
    } catch (RefusedScript e) {
      throw ImportReport.of(e, file, kept);
    }
  }
}
