package np.cli.command;

import java.util.Optional;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.cli.output.Output;
import np.spec.AppSpec;
import np.spec.JsonSchema;
import np.spec.SpecWriter;

/** {@code np config validate|show|schema}: np.yaml itself, without any server. */
final class ConfigCommands {
  private ConfigCommands() {}

  /** {@code np config validate}. */
  static final class Validate implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[DIR]", "", Argument.Kind.DIRECTORY)
          .exits(Exits.FILE)
          .json("np.config/1")
          .note("Exit 3 when there are mistakes.");
    }

    @Override
    public Outcome run(Session session) {
      Project project = project(session);
      AppSpec spec =
          new SpecCheck(session.output(), project).parse(session.globals().environment());
      session
          .output()
          .json(
              JsonObject.of("np.config/1")
                  .with("file", project.source().toString())
                  .with("app", spec.app().map(Object::toString).orElse(project.name()))
                  .with("valid", true));
      return Outcome.success("Valid: " + Output.safe(project.origin()));
    }
  }

  /** {@code np config show}. */
  static final class Show implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .argument("[DIR]", "", Argument.Kind.DIRECTORY)
          .exits(Exits.FILE)
          .json("np.config/1")
          .note("With every default filled in and the environment of -e laid over.");
    }

    @Override
    public Outcome run(Session session) {
      Project project = project(session);
      AppSpec spec =
          new SpecCheck(session.output(), project).parse(session.globals().environment());
      String text = SpecWriter.write(spec);
      session.output().raw(text.endsWith("\n") ? text : text + "\n");
      session
          .output()
          .json(
              JsonObject.of("np.config/1")
                  .with("file", project.source().toString())
                  .with("app", spec.app().map(Object::toString).orElse(project.name()))
                  .with("valid", true)
                  .with("yaml", text));
      return Outcome.success();
    }
  }

  /** {@code np config schema}. */
  static final class Schema implements Action {
    @Override
    public void declare(Syntax syntax) {
      syntax
          .json("np.config-schema/1")
          .note("JSON Schema 2020-12 of np.yaml, from the table that validates it.");
    }

    @Override
    public Outcome run(Session session) {
      session.arguments().atMost(0, "");
      String text = JsonSchema.text();
      session.output().raw(text);
      if (session.output().isJson()) {
        session.output().json(JsonObject.of("np.config-schema/1").with("document", parse(text)));
      }
      return Outcome.success();
    }

    private static JsonObject parse(String text) {
      try {
        return new JsonReader().readObject(text);
      } catch (NotJson e) {
        throw new IllegalStateException("the generated schema is JSON", e);
      }
    }
  }

  private static Project project(Session session) {
    Optional<String> argument = session.arguments().only("[DIR]");
    return new ProjectChoice(session).choose(argument);
  }
}
