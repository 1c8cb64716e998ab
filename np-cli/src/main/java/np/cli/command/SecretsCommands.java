package np.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.cli.output.Table;
import np.cli.output.Times;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import np.model.Secret;

/** {@code np secrets list|set}; values never come from the command line. */
final class SecretsCommands {
  /** Linux takes no longer environment string (execve(2), MAX_ARG_STRLEN). */
  private static final int LONGEST = 128 << 10;

  private SecretsCommands() {}

  /** {@code np secrets list}. */
  static final class Show implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.argument("[APP]", "", Argument.Kind.APP).exits(Exits.SERVER).json("np.secrets/1");
    }

    @Override
    public Outcome run(Session session) {
      JsonObject secrets = session.client().get(ApiPath.of("apps", session.app(), "secrets"));
      Output output = session.output();
      output.json(secrets);
      Table table = new Table("NAME", "STATE", "CHANGED");
      for (JsonObject secret : secrets.objects("secrets")) {
        String changed = secret.text("updatedAt");
        table.row(
            secret.text("name"),
            secret.text("state"),
            changed.isEmpty() ? "-" : Times.ago(changed, session.now()));
      }
      if (table.isEmpty()) {
        return Outcome.success("No secrets. Set one: np secrets set NAME");
      }
      table.lines().forEach(output::data);
      return Outcome.success();
    }
  }

  /** {@code np secrets set}. */
  static final class Put implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[APP]", "", Argument.Kind.APP)
          .argument("NAME", "", Argument.Kind.SECRET)
          .value("FILE", "its content is the value, to the last byte", "--from-file")
          .flag("return at once", "-d", "--detach")
          .exits(Exits.SERVER, Exits.DEPLOYMENT, Exits.CONFIRMATION)
          .json("np.event/1", "np.deployment/1")
          .note("The value is asked for, or read from stdin without the last line end.");
    }

    @Override
    public Outcome run(Session session) {
      Names given = Names.of(session);
      if (given.names().size() != 1) {
        throw new NpException.Invalid(
            ErrorCode.USAGE, "one secret at a time", "np secrets set NAME");
      }
      String name = name(given.names().getFirst());
      String app = session.app(given.app());
      if (session.globals().dryRun()) {
        return session.dryRun("set " + name + " of " + app);
      }
      JsonObject set = JsonObject.EMPTY.with(name, value(session, name).reveal());
      return EnvCommands.patch(
          session, app, "secrets", new EnvCommands.Patch(set, List.of(), "set " + name));
    }

    private static String name(String text) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        return new EnvName(text).value();
      }
      String name = Printable.escape(text.substring(0, equals));
      throw new NpException.Invalid(
          ErrorCode.USAGE,
          "a secret's value does not belong on the command line, where others can see it",
          "np secrets set " + name + " asks for it; change this one, it is in your history now");
    }
  }

  private static Secret value(Session session, String name) {
    Optional<String> file = session.arguments().value("--from-file");
    if (file.isPresent()) {
      return new Secret(text(fromFile(session, file.get())));
    }
    if (!session.context().tty().in()) {
      return new Secret(text(fromInput(session)).replaceFirst("\r?\n\\z", ""));
    }
    if (!session.isInteractive()) {
      throw new NpException.Invalid(
          ErrorCode.CONFIRMATION_NEEDED,
          "the value of " + name + " must be typed, and --no-input or --json forbids to ask",
          "pipe it: printf %s \"$VALUE\" | np secrets set " + name);
    }
    return session
        .context()
        .desk()
        .prompter()
        .hidden("Value of " + name + " (not shown): ")
        .filter(secret -> !secret.reveal().isEmpty())
        .orElseThrow(
            () ->
                new NpException.Invalid(
                    ErrorCode.BAD_VALUE, "no value was given", "nothing was changed"));
  }

  private static byte[] fromFile(Session session, String file) {
    try {
      return Files.readAllBytes(session.directory().resolve(file));
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, Output.safe(file) + " cannot be read", "check --from-file");
    }
  }

  private static byte[] fromInput(Session session) {
    try {
      return session.context().streams().in().readNBytes(LONGEST + 1);
    } catch (IOException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE, "standard input cannot be read: " + e.getMessage(), "");
    }
  }

  private static String text(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > LONGEST) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          bytes.length == 0 ? "the value is empty" : "the value is longer than 128 KB",
          "np secrets unset removes a secret; a long one belongs into a file of the app");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
