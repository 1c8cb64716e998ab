package np.cli.command;

import java.util.List;
import java.util.function.Supplier;

/** The table of all commands, in the order of the help page. */
public final class Commands {
  private Commands() {}

  public static CommandTable table() {
    return new CommandTable(
        List.of(START, DEPLOY, OBSERVE, RUN, CONFIG, DATA, APPS, OPERATE, HIDDEN).stream()
            .flatMap(List::stream)
            .toList());
  }

  private static final List<Entry> START =
      List.of(
          start("init", "write a commented np.yaml for this directory", InitCommand::new),
          start("doctor", "look at what can be wrong on this machine", DoctorCommand::new),
          start("server start", "start np on this machine", ServerCommands.Start::new),
          start("server stop", "stop np on this machine", ServerCommands.Stop::new),
          start("server status", "show np's own programs", ServerStatusCommand::new),
          start("server logs", "show what np's own programs write", ServerCommands.Logs::new),
          start(
              "server upgrade", "run this version of np from now on", ServerCommands.Upgrade::new),
          start(
              "server install",
              "write systemd units, to start at boot",
              ServerCommands.Install::new),
          start("login", "use the server at a URL", LoginCommands.Login::new),
          start("logout", "forget a server and its token", LoginCommands.Logout::new),
          start("whoami", "show who you are to the server", LoginCommands.Whoami::new),
          start("context list", "show the servers that np knows", ContextCommands.Show::new),
          start("context use", "use another server from now on", ContextCommands.Use::new),
          start("context add", "add a server", ContextCommands.Add::new),
          start("context rm", "remove a server", ContextCommands.Remove::new),
          start("completion", "print a completion script for your shell", CompletionCommand::new),
          start("explain", "explain an error code", ExplainCommand::new),
          start("help", "show help on a command or topic", HelpCommand::new),
          start("version", "show the versions of np and of the server", VersionCommand::new));

  private static final List<Entry> DEPLOY =
      List.of(
          deploy("deploy", "deploy a directory and show its URL", DeployCommand::new),
          deploy("plan", "show what a deploy would change", PlanCommand::new),
          deploy("releases", "list what was deployed", ReleasesCommand::new),
          deploy("rollback", "go back to a former release", RollbackCommand::new));

  private static final List<Entry> OBSERVE =
      List.of(
          observe("status", "show what runs, and why if it does not", StatusCommand::new),
          observe("logs", "show output of processes and builds", LogsCommand::new),
          observe("open", "open the app in a browser", OpenCommand::new));

  private static final List<Entry> RUN =
      List.of(
          run("scale", "change how many instances run", ScaleCommand::new),
          run(
              "stop",
              "stop an app; its data stays",
              () -> new AppChange(Deed.STOP, "stop", "stop")),
          run("start", "start a stopped app", () -> new AppChange(Deed.START, "start", "start")),
          run("restart", "replace the instances, without a gap", RestartCommand::new),
          run(
              "run",
              "run a command once, with the app's code and env",
              () -> new RunCommand("run")),
          run("exec", "run a command beside a running instance", () -> new RunCommand("exec")));

  private static final List<Entry> CONFIG =
      List.of(
          config("env list", "show the variables of an app", EnvCommands.Show::new),
          config("env set", "set variables", EnvCommands.Put::new),
          config("env unset", "remove variables", () -> new EnvCommands.Remove("env")),
          config("secrets list", "show the names of secrets", SecretsCommands.Show::new),
          config("secrets set", "set a secret; its value is asked for", SecretsCommands.Put::new),
          config("secrets unset", "remove secrets", () -> new EnvCommands.Remove("secrets")),
          config("config validate", "check np.yaml", ConfigCommands.Validate::new),
          config("config show", "show np.yaml with all defaults", ConfigCommands.Show::new),
          config("config schema", "print the JSON Schema of np.yaml", ConfigCommands.Schema::new),
          config(
              "export",
              "print what np.yaml becomes elsewhere: np export nomad",
              ExportCommand::new));

  private static final List<Entry> DATA =
      List.of(
          data("db create", "make a PostgreSQL with its own URL", DatabaseCreateCommand::new),
          data("db list", "list the databases", DatabaseReads.Show::new),
          data("db info", "show what is known of a database", DatabaseReads.Info::new),
          data("db url", "print how to connect, ready to paste", DatabaseUrlCommand::new),
          data("db shell", "type SQL, without psql", ShellCommand::new),
          data("db sql", "run SQL, without psql", SqlCommand::new),
          data("db export", "write a database as plain SQL", DatabaseExportCommand::new),
          data("db import", "bring in a database from elsewhere", DatabaseImportCommand::new),
          data("db branch", "make a copy with its own URL, at once", DatabaseBranchCommand::new),
          data(
              "db reset",
              "take a branch back to what its parent is now",
              () ->
                  new DatabaseChange(
                      "reset",
                      "reset %s to what its parent is now",
                      "Reset %s to what its parent is now.",
                      "Reset %s to what its parent is now? What was changed in it is lost.")),
          data("db rotate", "give a database another password", DatabaseRotateCommand::new),
          data("db link", "give an app the URL of a database", () -> DatabaseLinkCommand.LINK),
          data("db unlink", "take the URL from an app", () -> DatabaseLinkCommand.UNLINK),
          data(
              "db suspend",
              "stop a database until the next connection",
              () ->
                  new DatabaseChange(
                      "suspend",
                      "suspend %s until the next connection",
                      "Suspended %s. The next connection wakes it.",
                      "")),
          data(
              "db resume",
              "start a database before somebody connects",
              () -> new DatabaseChange("resume", "resume %s", "Resumed %s. It is running.", "")),
          data("db destroy", "move a database to the trash", DatabaseDestroyCommand::new),
          data(
              "db undelete",
              "take a database out of the trash",
              () -> new DatabaseChange("undelete", "take %s out of the trash", "Restored %s.", "")),
          data("storage", "show how the files of databases are kept", StorageCommands.Show::new),
          data(
              "storage init",
              "make a file system that can branch at once",
              StorageCommands.Init::new));

  private static final List<Entry> APPS =
      List.of(
          apps("apps list", "list the apps", AppsCommands.Show::new),
          apps("apps info", "show what is kept of an app", AppsCommands.Info::new),
          apps("apps destroy", "stop an app and move it to the trash", AppsCommands.Destroy::new),
          apps(
              "apps undelete",
              "take an app out of the trash and start it",
              () -> new AppChange(Deed.UNDELETE, "undelete", "restore")));

  private static final List<Entry> OPERATE =
      List.of(
          operate("tenants list", "list the tenants", OperateCommands.Tenants::new),
          operate("tenants create", "create a tenant", OperateCommands.CreateTenant::new),
          operate("tokens list", "list the tokens of the tenant", OperateCommands.Tokens::new),
          operate("tokens create", "create a token", OperateCommands.CreateToken::new),
          operate("tokens revoke", "revoke a token", OperateCommands.RevokeToken::new));

  private static final List<Entry> HIDDEN =
      List.of(
          new Entry("__complete", Group.HIDDEN, "for completion scripts", CompleteCommand::new));

  private static Entry start(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.START, summary, action);
  }

  private static Entry deploy(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.DEPLOY, summary, action);
  }

  private static Entry observe(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.OBSERVE, summary, action);
  }

  private static Entry run(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.RUN, summary, action);
  }

  private static Entry config(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.CONFIG, summary, action);
  }

  private static Entry data(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.DATA, summary, action);
  }

  private static Entry apps(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.APPS, summary, action);
  }

  private static Entry operate(String words, String summary, Supplier<Action> action) {
    return new Entry(words, Group.OPERATE, summary, action);
  }
}
