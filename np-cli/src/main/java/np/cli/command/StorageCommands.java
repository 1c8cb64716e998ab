package np.cli.command;

import np.api.Schemas;
import np.cli.client.ApiPath;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.ByteSize;

/** {@code np storage}: how the files of databases are kept, and so how fast branches are. */
final class StorageCommands {
  private StorageCommands() {}

  /** {@code np storage}. */
  static final class Show implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax.exits(Exits.SERVER).json(Schemas.STORAGE);
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      return tell(session, session.client().get(ApiPath.of("storage")));
    }
  }

  /** {@code np storage init}. */
  static final class Init implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .value("SIZE", "the most that it may grow to; usually 50G", "--size")
          .exits(Exits.SERVER, Exits.CONFLICT, Exits.ROOM)
          .json(Schemas.STORAGE)
          .note("Makes a btrfs file system in a sparse file below np's home, as root.")
          .note("New databases are kept there and branch at once; the others stay where they are.");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      ByteSize size = ByteSize.parse(session.arguments().value("--size").orElse("50G"));
      if (session.globals().dryRun()) {
        return session.dryRun("make a file system for databases of at most " + size);
      }
      JsonObject body = JsonObject.EMPTY.with("size", size.toString());
      String key = session.context().ids().get();
      return tell(session, session.client().send("POST", ApiPath.of("storage"), body, key));
    }
  }

  private static Outcome tell(Session session, JsonObject storage) {
    Output output = session.output();
    output.json(storage);
    output.data("kind      " + Output.safe(storage.text("kind")));
    output.data("path      " + Output.safe(storage.text("path")));
    output.data(
        "free      "
            + Sizes.show(storage.whole("freeBytes"))
            + " of "
            + Sizes.show(storage.whole("totalBytes")));
    if (!storage.text("why").isEmpty()) {
      output.data("why       " + Output.safe(storage.text("why")));
    }
    return Outcome.success();
  }
}
