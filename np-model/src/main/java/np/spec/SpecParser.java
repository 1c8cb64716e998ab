package np.spec;

import java.util.List;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Printable;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads np.yaml: every mistake at once, each with its place, and nothing half understood. */
public final class SpecParser {
  private static final int MOST_REPAIRS = 20;

  private final String fileName;
  private final Optional<String> environment;
  private final Diagnostics diagnostics = new Diagnostics();

  private SpecParser(String fileName, Optional<String> environment) {
    this.fileName = fileName;
    this.environment = environment;
  }

  /**
   * Reads a file; never throws for what is in it.
   *
   * @param text of the file
   * @param fileName for messages, usually np.yaml
   * @param environment the one to lay over the top level; empty for none
   */
  public static ParsedSpec parse(String text, String fileName, Optional<String> environment) {
    return new SpecParser(fileName, environment).parse(text);
  }

  private ParsedSpec parse(String text) {
    if (SourceText.tooLarge(text)) {
      return tooLarge();
    }
    SourceText source = SourceText.of(text);
    Optional<AppSpec> spec = readRoot(Characters.check(source, diagnostics));
    List<Diagnostic> errors = diagnostics.errors();
    return spec.isPresent() && errors.isEmpty()
        ? new ParsedSpec.Valid(spec.get(), diagnostics.warnings())
        : new ParsedSpec.Invalid(errors);
  }

  private ParsedSpec tooLarge() {
    return new ParsedSpec.Invalid(
        List.of(
            Diagnostic.error(
                ErrorCode.SPEC_LIMIT,
                Span.START,
                Printable.escape(fileName) + " is larger than 256 KB",
                "keep data in files of the app")));
  }

  /** Reads as often as lines can be mended, so that one typing error does not hide the others. */
  private Optional<AppSpec> readRoot(SourceText source) {
    SourceText current = source;
    for (int repairs = 0; ; repairs++) {
      YamlReader.Result result = YamlReader.read(current);
      Optional<YamlEngineException> failure = result.failure();
      if (failure.isEmpty()) {
        diagnostics.addAll(result.diagnostics());
        return readTree(source, result.root());
      }
      SyntaxMistake mistake = SyntaxTraps.explain(current, failure.get());
      diagnostics.add(mistake.diagnostic());
      if (mistake.repair().isEmpty() || repairs == MOST_REPAIRS) {
        readBefore(source, result, mistake.diagnostic().span());
        return Optional.empty();
      }
      SyntaxMistake.Repair repair = mistake.repair().get();
      diagnostics.mute(repair.line());
      current = current.withLine(repair.line(), repair.text());
    }
  }

  /**
   * What stands above an unreadable line may be wrong as well; what is missing there may follow.
   */
  private void readBefore(SourceText source, YamlReader.Result result, Span end) {
    Diagnostics above = new Diagnostics();
    above.addAll(result.diagnostics());
    if (result.root().orElse(null) instanceof Yaml.Mapping map) {
      var _ = new SchemaCheck(source, above).checkTop(map);
    }
    above.errors().stream()
        .filter(each -> each.span().line() < end.line())
        .forEach(diagnostics::add);
  }

  private Optional<AppSpec> readTree(SourceText source, Optional<Yaml> root) {
    if (root.isEmpty() || (root.get() instanceof Yaml.Scalar scalar && scalar.isNull())) {
      return refuse(
          ErrorCode.SPEC_MISSING,
          Printable.escape(fileName) + " is empty",
          "write `static: .` for a directory of files; np init writes a commented file");
    }
    return switch (root.get()) {
      case Yaml.Mapping map -> readTop(new SchemaCheck(source, diagnostics).checkTop(map));
      case Yaml.Rows _ -> refuseRoot("a list", "remove the - before the keys");
      case Yaml.Scalar scalar -> refuseRoot("one piece of text", glued(scalar.text()));
      case Yaml.Broken _ -> Optional.empty();
    };
  }

  private Optional<AppSpec> refuseRoot(String found, String help) {
    String message = Printable.escape(fileName) + " must be a map of keys, not " + found;
    return refuse(ErrorCode.SPEC_TYPE, message, help);
  }

  private static String glued(String text) {
    return text.matches("[a-z_]+:\\S.*")
        ? "put a space after the colon: " + Printable.escape(text.replaceFirst(":", ": "))
        : "write lines of key: value, for example run: npm start";
  }

  private Optional<AppSpec> refuse(ErrorCode code, String message, String help) {
    diagnostics.error(code, Span.START, message, help);
    return Optional.empty();
  }

  private Optional<AppSpec> readTop(Yaml.Mapping top) {
    Fields fields = new Fields(top);
    Yaml.Mapping merged =
        environment
            .flatMap(name -> chosen(fields, name))
            .map(over -> EnvironmentMerge.merge(top, over))
            .orElse(top);
    return Optional.of(new SpecReader(merged, diagnostics).read());
  }

  private Optional<Yaml.Mapping> chosen(Fields top, String name) {
    Optional<Fields> environments = top.group("environments");
    if (environments.filter(table -> table.has(name)).isEmpty()) {
      List<String> names =
          environments.map(table -> List.copyOf(table.map().entries().keySet())).orElse(List.of());
      diagnostics.error(
          ErrorCode.SPEC_UNKNOWN_ENVIRONMENT,
          top.has("environments") ? top.span("environments") : Span.START,
          "there is no environment `" + Printable.escape(name) + "`",
          names.isEmpty()
              ? "add it under `environments`"
              : Nearest.to(name, names)
                  .map(near -> "did you mean `" + near + "`?")
                  .orElse("there are: " + String.join(", ", names)));
    }
    return environments.flatMap(table -> table.group(name)).map(Fields::map);
  }
}
