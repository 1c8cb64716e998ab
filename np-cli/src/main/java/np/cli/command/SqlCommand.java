package np.cli.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import np.cli.output.Output;
import np.cli.sql.SqlFormat;
import np.model.ErrorCode;
import np.model.NpException;

/** {@code np db sql [NAME] ['SQL']}: statements from the command line, a file or stdin. */
final class SqlCommand implements Action {
  private static final String DATABASE_NAME = "[a-z][a-z0-9-]*";

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "", Argument.Kind.DATABASE)
        .argument("['SQL']", "else -f, else standard input", Argument.Kind.ANYTHING)
        .value("FILE", "a script; - is standard input", "-f", "--file")
        .flag("comma-separated values with a line of names", "--csv")
        .flag("one line for each value", "-x", "--expanded")
        .flag("all statements or none", "-1", "--single-transaction")
        .exits(Exits.SERVER, Exits.STATEMENT)
        .json("np.row/1", "np.result/1")
        .note("No psql is needed. It stops at the first statement that fails.");
  }

  @Override
  public Outcome run(Session session) {
    Asked asked = asked(session);
    String database = session.database(asked.database());
    if (session.globals().dryRun()) {
      return session.dryRun("run SQL in " + database);
    }
    try (InputStream script = script(session, asked)) {
      return new ScriptRun(session, format(session)).run(database, asked.file().orElse(""), script);
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "the script cannot be read: " + e.getMessage(), "");
    }
  }

  /** What is to be run where. */
  private record Asked(Optional<String> database, Optional<String> sql, Optional<String> file) {}

  private static Asked asked(Session session) {
    session.arguments().atMost(2, "[NAME] ['SQL']");
    List<String> given = session.arguments().plain();
    Optional<String> file = session.arguments().value("--file");
    if (given.size() == 2) {
      return new Asked(Optional.of(given.getFirst()), Optional.of(given.getLast()), file);
    }
    Optional<String> only = given.stream().findFirst();
    boolean name = only.isPresent() && only.get().matches(DATABASE_NAME);
    return name ? new Asked(only, Optional.empty(), file) : new Asked(Optional.empty(), only, file);
  }

  private static InputStream script(Session session, Asked asked) throws IOException {
    if (asked.sql().isPresent() && asked.file().isPresent()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE, "there is SQL on the command line and in --file", "give one of them");
    }
    if (asked.sql().isPresent()) {
      return new ByteArrayInputStream(asked.sql().get().getBytes(StandardCharsets.UTF_8));
    }
    if (asked.file().isPresent() && !asked.file().get().equals("-")) {
      Path file = session.directory().resolve(asked.file().get());
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new NpException.Invalid(
            ErrorCode.BAD_VALUE, Output.safe(file.toString()) + " cannot be read", "check --file");
      }
      return Files.newInputStream(file);
    }
    if (asked.file().isEmpty() && session.context().tty().in()) {
      throw new NpException.Invalid(
          ErrorCode.USAGE,
          "there is no SQL to run",
          "np db sql NAME 'select 1', or np db shell NAME to type statements");
    }
    return session.context().streams().in();
  }

  private static SqlFormat format(Session session) {
    Arguments arguments = session.arguments();
    if (session.output().isJson()) {
      return SqlFormat.JSON;
    }
    if (arguments.has("--csv")) {
      return SqlFormat.CSV;
    }
    if (arguments.has("--expanded")) {
      return SqlFormat.EXPANDED;
    }
    return session.context().tty().out() ? SqlFormat.FITTING : SqlFormat.ALIGNED;
  }
}
