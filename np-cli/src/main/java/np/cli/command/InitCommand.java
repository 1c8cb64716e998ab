package np.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import np.cli.client.NpHome;
import np.cli.json.Json;
import np.cli.json.JsonObject;
import np.cli.output.Output;
import np.model.ErrorCode;
import np.model.NpException;
import np.spec.InitFile;
import np.spec.JsonSchema;

/** {@code np init}: writes a commented np.yaml for this directory. */
final class InitCommand implements Action {
  /** For a directory that np does not recognise: valid, and plainly to be filled in. */
  private static final String NOTHING_DETECTED =
      "# The command that starts the app. It must listen on the port in $PORT.\nrun: ./start\n";

  @Override
  public void declare(Syntax syntax) {
    syntax
        .flag("find out what the directory is (this is what happens anyway)", "--detect")
        .flag("print it, write nothing", "--print")
        .exits(Exits.CONFLICT)
        .json("np.init/1")
        .note("An np.yaml that exists is never overwritten.");
  }

  @Override
  public Outcome run(Session session) {
    session.arguments().atMost(0, "");
    Path file = session.directory().resolve(ProjectFile.NAME);
    boolean print = session.arguments().has("--print");
    if (Files.exists(file) && !print) {
      throw new NpException.Conflict(
          ErrorCode.NAME_TAKEN,
          Output.safe(session.shown(file)) + " is there already",
          "edit it; np config validate checks it");
    }
    Found found = detect(session.directory());
    found.reasons().forEach(reason -> session.output().note(Output.safe(reason)));
    Path schema = NpHome.config(session.context().env()).resolveSibling("np.schema.json");
    String text = InitFile.text(schema.toString(), found.yaml());
    if (print) {
      session.output().raw(text);
      session.output().json(document(file, text, found));
      return Outcome.success();
    }
    if (session.globals().dryRun()) {
      return session.dryRun("write " + file);
    }
    write(schema, JsonSchema.text());
    write(file, text);
    session.output().json(document(file, text, found));
    return Outcome.success("Wrote " + Output.safe(session.shown(file)) + ". Deploy it: np deploy");
  }

  private record Found(String yaml, List<String> reasons) {}

  private static Found detect(Path directory) {
    return switch (Detection.look(directory)) {
      case np.spec.detect.Detection.Found found -> new Found(found.yaml(), found.reasons());
      case np.spec.detect.Detection.NotFound nothing ->
          new Found(NOTHING_DETECTED, List.of(nothing.message()));
    };
  }

  private static void write(Path file, String text) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.BAD_CONFIGURATION,
          file + " cannot be written: " + e.getMessage(),
          "check the permissions of its directory",
          e);
    }
  }

  private static JsonObject document(Path file, String text, Found found) {
    return JsonObject.of("np.init/1")
        .with("file", file.toString())
        .with("text", text)
        .with("reasons", Json.texts(found.reasons()));
  }
}
