package np.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Optional;
import np.cli.dump.Dump;
import np.cli.dump.DumpPart;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.postgres.SqlFailure;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Subscription;
import org.postgresql.jdbc.PgConnection;

/** {@code np db export}: a database as plain SQL, to take elsewhere. */
final class DatabaseExportCommand implements Action {
  private static final int BUFFER = 1 << 16;

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "", Argument.Kind.DATABASE)
        .value("FILE", "else standard output", "-o", "--output")
        .flag("without rows", "--schema-only")
        .flag("nothing but rows", "--data-only")
        .exits(Exits.SERVER, Exits.STATEMENT)
        .json("np.database-export/1")
        .note("Read it back with psql -f FILE. Owners and roles are left out.")
        .note("What cannot be written is named on standard error and at the top of the file.");
  }

  @Override
  public Outcome run(Session session) {
    String name = session.database(session.arguments().only("[NAME]"));
    Optional<String> file = session.arguments().value("--output").filter(f -> !f.equals("-"));
    if (file.isEmpty() && session.output().isJson()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE, "standard output cannot hold SQL and JSON", "name a file: -o FILE");
    }
    if (session.globals().dryRun()) {
      return session.dryRun("write database " + name + " as SQL");
    }
    try {
      return file.isPresent()
          ? toFile(session, name, session.directory().resolve(file.get()))
          : toOutput(session, name);
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "the file cannot be written: " + e.getMessage(), "");
    }
  }

  private static Outcome toOutput(Session session, String name) throws IOException {
    try (OutputStream out = session.output().stream()) {
      dump(session, name, out);
    }
    return Outcome.success();
  }

  /** The file has its name once it is complete. */
  private static Outcome toFile(Session session, String name, Path file) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Dump.Size size;
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER)) {
        size = dump(session, name, out);
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
    session
        .output()
        .json(
            JsonObject.of("np.database-export/1")
                .with("database", name)
                .with("file", file.toString())
                .with("bytes", size.bytes())
                .with("rows", size.rows())
                .with("tables", size.tables()));
    return Outcome.success(
        "Wrote " + Output.safe(file.toString()) + ": " + DumpMeter.told(size.bytes(), size.rows()));
  }

  private static Dump.Size dump(Session session, String name, OutputStream out) throws IOException {
    try (PgConnection connection = DatabaseConnection.open(session, name, "db export");
        Subscription _ = session.context().desk().interrupts().on(() -> cancel(connection));
        DumpMeter meter = new DumpMeter(session)) {
      return new Dump(connection, Dump.script(out), meter).write(part(session.arguments()));
    } catch (SQLException e) {
      SqlFailure failure = SqlFailure.of(e);
      throw new NpException.Unavailable(
          failure.isBroken() ? ErrorCode.DATABASE_UNAVAILABLE : ErrorCode.SQL_FAILED,
          "the export stopped: " + failure.message() + " (" + failure.state() + ")",
          "what has been written is not complete",
          e);
    }
  }

  private static DumpPart part(Arguments arguments) {
    boolean schema = arguments.has("--schema-only");
    boolean data = arguments.has("--data-only");
    if (schema && data) {
      throw new NpException.Invalid(
          ErrorCode.USAGE, "--schema-only and --data-only exclude each other", "give one of them");
    }
    return schema ? DumpPart.SCHEMA : data ? DumpPart.DATA : DumpPart.ALL;
  }

  private static void cancel(PgConnection connection) {
    try {
      connection.cancelQuery();
    } catch (SQLException e) {
      // The process ends anyway, and with it the connection.
    }
  }
}
