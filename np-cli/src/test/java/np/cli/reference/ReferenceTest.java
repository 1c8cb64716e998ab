package np.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import np.cli.fixture.CliFixture;
import np.cli.json.JsonObject;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.model.ErrorCode;
import np.spec.ParsedSpec;
import np.spec.SpecParser;
import np.testkit.page.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of docs/ say what the tables say; {@code ./reference} writes them. */
class ReferenceTest {
  private static final Pattern FILE = Pattern.compile("(?s)```yaml\n(.*?)```");

  @TempDir private Path root;

  @Test
  void npYaml() {
    Page page = Page.of("np-yaml.md");
    SpecReference.keys().forEach(key -> page.part(key.name(), SpecReference.of(key)));
    page.part("not available yet", SpecReference.later()).check();
  }

  @Test
  void cli() {
    CliReference reference = new CliReference(document("help"));
    Page.of("cli.md")
        .part("overview", reference.overview())
        .part("options", reference.globals())
        .part("exit codes", topic("exit-codes"))
        .part("commands", reference.commands())
        .part("environment", topic("environment"))
        .part("json", topic("json"))
        .part("grammar", topic("grammar"))
        .check();
  }

  @Test
  void errors() {
    Page.of("errors.md")
        .part("overview", ErrorReference.overview())
        .part("errors", ErrorReference.errors(this::explained))
        .check();
  }

  private String explained(ErrorCode code) {
    return document("explain", code.code()).text("text");
  }

  private String topic(String name) {
    return "```text\n" + document("help", name).text("text") + "\n```";
  }

  /** What a command answers with --json. */
  private JsonObject document(String... command) {
    String[] args = Arrays.copyOf(command, command.length + 1);
    args[command.length] = "--json";
    try {
      return new JsonReader().readObject(new CliFixture(root).run(args).out());
    } catch (IOException | NotJson e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyFileThatThePageShowsIsValid() {
    String page = Page.of("np-yaml.md").text();
    String shown = page.substring(page.indexOf("## Four files"), page.indexOf("## How values"));
    List<String> files = FILE.matcher(shown).results().map(file -> file.group(1)).toList();
    assertThat(files).hasSizeGreaterThan(3);
    for (String file : files) {
      Optional<String> preview = Optional.of("preview").filter(file::contains);
      for (Optional<String> environment : List.of(Optional.<String>empty(), preview)) {
        assertThat(SpecParser.parse(file, "np.yaml", environment))
            .as(file)
            .isInstanceOf(ParsedSpec.Valid.class);
      }
    }
  }
}
