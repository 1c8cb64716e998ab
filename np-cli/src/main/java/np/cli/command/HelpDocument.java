package np.cli.command;

import java.util.Arrays;
import java.util.List;
import np.cli.json.Json;
import np.cli.json.JsonArray;
import np.cli.json.JsonObject;
import picocli.CommandLine.Model.OptionSpec;

/** {@code np.help/1}: every command with its options, for docs and tools. */
final class HelpDocument {
  private final CommandTable table;

  HelpDocument(CommandTable table) {
    this.table = table;
  }

  JsonObject document() {
    return JsonObject.of("np.help/1")
        .with("commands", array(table.shown().stream().map(this::command).toList()))
        .with("global", array(Globals.options().stream().map(HelpDocument::option).toList()));
  }

  private JsonObject command(Entry entry) {
    Syntax syntax = new Syntax(entry.words());
    entry.action().get().declare(syntax);
    return JsonObject.EMPTY
        .with("command", entry.words())
        .with("group", entry.group().title())
        .with("summary", entry.summary())
        .with("usage", HelpPage.usage(entry, syntax).replaceFirst("^usage: ", ""))
        .with("arguments", array(arguments(syntax)))
        .with("options", array(syntax.options().stream().map(HelpDocument::option).toList()))
        .with("notes", Json.texts(syntax.notes()))
        .with("exits", Json.numbers(syntax.exits()))
        .with("json", Json.texts(syntax.schemas()));
  }

  private static List<JsonObject> arguments(Syntax syntax) {
    return syntax.arguments().stream()
        .filter(argument -> !argument.text().isEmpty())
        .map(
            argument ->
                JsonObject.EMPTY.with("name", argument.label()).with("summary", argument.text()))
        .toList();
  }

  private static JsonObject option(OptionSpec option) {
    return JsonObject.EMPTY
        .with("names", Json.texts(Arrays.asList(option.names())))
        .with("value", option.typeInfo().isBoolean() ? "" : option.paramLabel())
        .with("summary", String.join(" ", option.description()));
  }

  private static JsonArray array(List<JsonObject> objects) {
    return new JsonArray(List.copyOf(objects));
  }
}
