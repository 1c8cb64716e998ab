package np.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import np.cli.json.JsonObject;
import np.cli.load.LeftOut;
import np.cli.load.Loaded;
import np.cli.load.Target;
import np.cli.output.Output;
import np.cli.postgres.PostgresUrl;
import np.model.ErrorCode;
import np.model.NpException;
import org.postgresql.jdbc.PgConnection;

/** {@code np db import [NAME] FILE|URL}: a database from elsewhere, whole or not at all. */
final class DatabaseImportCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "into which; it must be empty", Argument.Kind.DATABASE)
        .argument("FILE|URL", "plain SQL, maybe .gz; - is standard input; or postgres://…")
        .flag("into a database that is not empty", "--into-existing")
        .flag("keep what came before a failure; for files only", "--no-transaction")
        .flag("of a server: without what cannot be carried over", "--leave-out")
        .exits(Exits.SERVER, Exits.CONFLICT, Exits.STATEMENT)
        .json("np.database-import/1")
        .note("FILE as np db export or pg_dump --format=plain write it. All is one transaction.")
        .note("The password of a URL may be left out: then PGPASSWORD counts, or it is asked for.")
        .note("Owners, roles and their privileges are left out, and that is told.");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(2, "[NAME] FILE|URL");
    List<String> given = session.arguments().plain();
    if (given.isEmpty()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE,
          "what is to be imported?",
          "np db import shop shop.sql, or np db import shop postgres://…");
    }
    Optional<String> named = given.size() == 2 ? Optional.of(given.getFirst()) : Optional.empty();
    boolean url = PostgresUrl.isOne(given.getLast());
    if (!url) {
      readable(session, given.getLast());
    }
    String name = session.database(named);
    if (session.globals().dryRun()) {
      return session.dryRun("import into database " + name);
    }
    Loaded loaded =
        url ? copy(session, name, given.getLast()) : read(session, name, given.getLast());
    return told(session, name, loaded);
  }

  private static void readable(Session session, String file) {
    Path path = session.directory().resolve(file);
    if (!file.equals("-") && (!Files.isReadable(path) || Files.isDirectory(path))) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          Output.safe(session.shown(path)) + " cannot be read",
          "give a file of SQL, - for standard input, or a URL that begins with postgres://");
    }
  }

  private static Loaded read(Session session, String name, String file) {
    if (session.arguments().has("--leave-out")) {
      throw new NpException.Invalid(
          ErrorCode.USAGE, "--leave-out is for a URL", "what a file holds is run as it is");
    }
    Path path = session.directory().resolve(file);
    boolean stdin = file.equals("-");
    String shown = stdin ? "stdin" : file;
    boolean whole = !session.arguments().has("--no-transaction");
    try (PgConnection target = target(session, name);
        ImportStop stop = new ImportStop(session, List.of(target), kept(name, shown, whole));
        InputStream in = stdin ? session.context().streams().in() : Files.newInputStream(path);
        ImportMeter meter = new ImportMeter(session, stop)) {
      MeteredInput metered = new MeteredInput(in, stdin ? 0 : Files.size(path), meter);
      return stop.done(new FileImport(whole, target, meter).run(shown, metered));
    } catch (SQLException e) {
      throw ImportReport.of(e, "the import stopped");
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          Output.safe(file + " cannot be read: " + e.getMessage()),
          "was it copied or written completely?");
    }
  }

  private static Loaded copy(Session session, String name, String url) {
    if (session.arguments().has("--no-transaction")) {
      throw new NpException.Invalid(
          ErrorCode.USAGE,
          "--no-transaction is for files",
          "a URL is imported whole or not at all");
    }
    try (PgConnection source = ServerImport.source(session, url);
        PgConnection target = target(session, name);
        ImportStop stop = new ImportStop(session, List.of(source, target), kept(name));
        ImportMeter meter = new ImportMeter(session, stop)) {
      return stop.done(new ServerImport(session, source, target).run(meter));
    } catch (SQLException e) {
      throw ImportReport.of(e, "the import stopped");
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.IMPORT_FAILED,
          Output.safe("the import stopped: " + e.getMessage()),
          ImportReport.NOTHING,
          e);
    }
  }

  private static LongFunction<String> kept(String name) {
    return line -> ImportReport.NOTHING + ", " + name + " is as it was";
  }

  private static LongFunction<String> kept(String name, String file, boolean whole) {
    return whole
        ? kept(name)
        : line -> "what stands before line " + line + " of " + Output.safe(file) + " is there now";
  }

  /** The database, when it is empty or may have something in it. */
  private static PgConnection target(Session session, String name) throws SQLException {
    PgConnection target = DatabaseConnection.open(session, name, "db import");
    List<String> things =
        session.arguments().has("--into-existing") ? List.of() : new Target(target).things();
    if (things.isEmpty()) {
      return target;
    }
    target.close();
    List<String> some = things.subList(0, Math.min(3, things.size()));
    throw new NpException.Conflict(
        ErrorCode.WRONG_STATE,
        "database "
            + name
            + " is not empty: it has "
            + Output.safe(String.join(", ", some))
            + (things.size() > 3 ? " and more" : ""),
        "make an empty one: np db create NEW; or add to it: --into-existing");
  }

  private static Outcome told(Session session, String name, Loaded loaded) {
    Output output = session.output();
    JsonObject leftOut = JsonObject.EMPTY;
    for (Map.Entry<LeftOut, Integer> left : loaded.leftOut().entrySet()) {
      output.note(
          "left out "
              + left.getValue()
              + (left.getValue() == 1 ? " statement: " : " statements: ")
              + left.getKey().text());
      leftOut = leftOut.with(left.getKey().name().toLowerCase(Locale.ROOT), left.getValue());
    }
    output.json(
        JsonObject.of("np.database-import/1")
            .with("database", name)
            .with("bytes", loaded.bytes())
            .with("statements", loaded.statements())
            .with("rows", loaded.rows())
            .with("tables", loaded.tables())
            .with("leftOut", leftOut));
    return Outcome.success(
        "Imported into " + Output.safe(name) + ": " + DumpMeter.told(loaded.bytes(), loaded.rows()),
        "Next: np db shell " + Output.safe(name) + " · np db link " + Output.safe(name) + " APP");
  }
}
