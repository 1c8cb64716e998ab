package np.cli.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import np.cli.fixture.Golden;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;

/** The commands, from the document of {@code np help --json}. */
final class CliReference {
  /** Commands whose output is shown: the call, and the file that a test holds it against. */
  private static final Map<String, Example> EXAMPLES = new LinkedHashMap<>();

  private record Example(String call, String file) {}

  static {
    example("plan", "plan", "plan.txt");
    example("releases", "releases shop", "releases.txt");
    example("status", "status shop", "status-shop.txt");
    example("env list", "env list shop", "env.txt");
    example("secrets list", "secrets list shop", "secrets.txt");
    example("apps list", "apps list", "apps.txt");
    example("apps info", "apps info shop", "apps-info.txt");
    example("tenants list", "tenants list", "tenants.txt");
    example("tokens list", "tokens list", "tokens.txt");
    example("whoami", "whoami", "whoami.txt");
  }

  private static void example(String command, String call, String file) {
    EXAMPLES.put(command, new Example(call, file));
  }

  private final JsonObject document;

  CliReference(JsonObject document) {
    this.document = document;
  }

  /** The groups with their commands. */
  String overview() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (JsonObject command : document.objects("commands")) {
      String words = command.text("command");
      String link = "[`" + words + "`](#np-" + words.replace(' ', '-') + ")";
      groups.computeIfAbsent(command.text("group"), group -> new ArrayList<>()).add(link);
    }
    List<List<String>> rows = new ArrayList<>();
    groups.forEach((group, links) -> rows.add(List.of(group, String.join(" ", links))));
    return new Markdown().table(List.of("Group", "Commands"), rows).toString();
  }

  /** The options that every command has. */
  String globals() {
    return options(new Markdown(), document.objects("global")).toString();
  }

  /** A section for each command. */
  String commands() {
    Markdown out = new Markdown();
    String group = "";
    for (JsonObject command : document.objects("commands")) {
      if (!command.text("group").equals(group)) {
        group = command.text("group");
        out.heading(2, group);
      }
      command(out, command);
    }
    return out.toString();
  }

  private static void command(Markdown out, JsonObject command) {
    out.heading(3, "np " + command.text("command"));
    out.paragraph(Markdown.sentence(command.text("summary")));
    out.block("text", command.text("usage"));
    List<List<String>> arguments =
        command.objects("arguments").stream()
            .map(argument -> row(argument.text("name"), argument.text("summary")))
            .toList();
    if (!arguments.isEmpty()) {
      out.table(List.of("Argument", "Meaning"), arguments);
    }
    if (!command.objects("options").isEmpty()) {
      options(out, command.objects("options"));
    }
    List<String> notes = command.texts("notes").stream().map(Markdown::sentence).toList();
    if (!notes.isEmpty()) {
      out.paragraph(String.join(" ", notes));
    }
    out.paragraph(
        "Exit codes: "
            + String.join(" ", numbers(command))
            + ". JSON: `"
            + String.join("`, `", command.texts("json"))
            + "`.");
    Example example = EXAMPLES.get(command.text("command"));
    if (example != null) {
      out.block("text", "$ np " + example.call + "\n" + Golden.read(example.file));
    }
  }

  private static Markdown options(Markdown out, List<JsonObject> options) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonObject option : options) {
      String value = option.text("value").isEmpty() ? "" : " " + option.text("value");
      rows.add(row(String.join(", ", option.texts("names")) + value, option.text("summary")));
    }
    return out.table(List.of("Option", "Meaning"), rows);
  }

  private static List<String> row(String name, String summary) {
    return List.of(Markdown.code(name), Markdown.prose(summary));
  }

  private static List<String> numbers(JsonObject command) {
    List<Json> exits =
        command.members().get("exits") instanceof JsonArray array ? array.items() : List.of();
    return exits.stream()
        .map(exit -> exit instanceof Json.Num number ? number.value().toString() : "")
        .toList();
  }
}
