package np.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.sql.Shell;
import np.cli.sql.SqlFormat;
import np.model.ErrorCode;
import np.model.NpException;
import np.spi.Subscription;
import org.postgresql.jdbc.PgConnection;

/** {@code np db shell}: statements as they are typed. */
final class ShellCommand implements Action {

  @Override
  public void declare(Syntax syntax) {
    syntax
        .argument("[NAME]", "", Argument.Kind.DATABASE)
        .exits(Exits.SERVER)
        .json("np.shell/1")
        .note("\\? lists its commands, \\q leaves. For scripts: np db sql");
  }

  @Override
  public Outcome run(Session session) {
    String name = session.database(session.arguments().only("[NAME]"));
    if (session.globals().dryRun()) {
      return session.dryRun("open a shell in " + name);
    }
    Output output = session.output();
    if (output.isJson()) {
      output.json(JsonObject.of("np.shell/1").with("database", name).with("use", "np db sql"));
      return Outcome.success();
    }
    try (OutputStream out = output.stream();
        PgConnection connection = DatabaseConnection.open(session, name, "db shell")) {
      Shell.Messages messages = new Shell.Messages(output::prompt, output::alarm);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(session.context().streams().in(), StandardCharsets.UTF_8));
      Shell.Desk desk = new Shell.Desk(in, out, messages, session.context().clock());
      Shell shell = SqlFormat.shell(connection, desk, output.look(), session.context().tty());
      try (Subscription _ = session.context().desk().terminal().onInterrupt(shell::interrupt)) {
        shell.run(name);
      }
      return Outcome.success();
    } catch (SQLException | IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.DATABASE_UNAVAILABLE,
          "the shell ended: " + Output.safe(String.valueOf(e.getMessage())),
          "np db info " + name + " shows its state",
          e);
    }
  }
}
