package np.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The JSON Schema and the commented file say what the parser says. */
class SchemaTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{static: ./public}",
        "{static: {dir: a, spa: true}, x-y: [1]}",
        "{run: a, env: {A: 3.10, B: true, C: x}, scale: 2, health_check: /}",
        "{run: a, secrets: [A, {B: {generate: 9}}], routes: [a.org, {host: b.org, strip: true, path: /a}]}",
        "{run: a, environments: {preview: {scale: null, env: {A: null}}}}",
        "{run: a, services: {db: postgres}, env: {A: $(db.url)}}",
        "{run: a, services: {db: {version: 18, sleep: never, memory: 1G, extensions: [citext]}}}",
        "{run: a, environments: {preview: {services: {db: {branch_of: production, ttl: 7d}}}}}",
        "{processes: {web: {run: a, resources: {cpu: 0.5, memory: 1G}, stop: {signal: SIGINT}}}}",
      })
  void acceptsWhatTheParserAccepts(String text) {
    assertThat(SpecParser.parse(text, "np.yaml", Optional.empty()))
        .isInstanceOf(ParsedSpec.Valid.class);
    assertThat(valid(schema(), load(text))).as(text).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{run: a, scael: 1}",
        "{run: a, cron: {}}",
        "{run: a, services: {db: mysql}}",
        "{run: a, services: {db: {version: 12}}}",
        "{run: a, services: {Db: postgres}}",
        "{run: a, scale: {min: 1}}",
        "{run: a, scale: 5000}",
        "{run: a, port: many}",
        "{run: [a]}",
        "{run: a, env: {1A: b}}",
        "{run: a, deploy: {strategy: fast}}",
        "{run: a, environments: {preview: {app: b}}}",
        "{run: a, scale: null}",
        "{run: a, health_check: {grace: 30}}",
        "[1]",
      })
  void refusesWhatTheParserRefuses(String text) {
    assertThat(SpecParser.parse(text, "np.yaml", Optional.empty()))
        .isInstanceOf(ParsedSpec.Invalid.class);
    assertThat(valid(schema(), load(text))).as(text).isFalse();
  }

  @Test
  void everyKeyIsDescribedAndEveryExampleIsReadable() {
    for (Key key : Schema.TOP.keys()) {
      assertThat(key.description()).as(key.name()).isNotBlank();
      if (key.availability() == Key.Availability.NOW) {
        String web = List.of("run", "static").contains(key.name()) ? "" : "\nrun: a";
        assertThat(SpecParser.parse(key.example() + web, "np.yaml", Optional.empty()))
            .as(key.name())
            .isInstanceOf(ParsedSpec.Valid.class);
      }
    }
  }

  @Test
  void commentedFileHoldsWhatWasChosenAndNamesTheRest() {
    String text = InitFile.text("./np.schema.json", "run: npm start\nbuild: npm ci\n");

    assertThat(text)
        .startsWith("# yaml-language-server: $schema=./np.schema.json\n")
        .contains("\nrun: npm start\n")
        .contains("\n#scale: 2\n")
        .doesNotContain("#run:")
        .doesNotContain("cron");
    assertThat(SpecParser.parse(text, "np.yaml", Optional.empty()))
        .isEqualTo(SpecParser.parse("run: npm start\nbuild: npm ci\n", "", Optional.empty()));
  }

  @Test
  void everyLineOfTheCommentedFileHoldsWithoutItsSign() {
    String text = InitFile.text("./np.schema.json", "# nothing yet");
    String said =
        text.lines()
            .map(
                line ->
                    line.matches("#[a-z ].*") && line.charAt(1) != ' ' ? line.substring(1) : line)
            .filter(line -> !line.startsWith("port:") && !line.startsWith("static:"))
            .map(line -> line.startsWith("#  ") ? line.substring(1) : line)
            .collect(Collectors.joining("\n"));

    assertThat(SpecParser.parse(said, "np.yaml", Optional.empty()))
        .isInstanceOf(ParsedSpec.Valid.class);
  }

  private static Object schema() {
    return load(JsonSchema.text());
  }

  private static Object load(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** As much of JSON Schema as np uses. */
  private static boolean valid(@Nullable Object schema, @Nullable Object value) {
    Map<?, ?> rules = (Map<?, ?>) Objects.requireNonNull(schema);
    return rules.entrySet().stream().allMatch(rule -> obeys(rules, rule, value));
  }

  private static boolean obeys(Map<?, ?> rules, Map.Entry<?, ?> rule, @Nullable Object value) {
    Object wanted = rule.getValue();
    return switch (String.valueOf(rule.getKey())) {
      case "anyOf" -> ((List<?>) wanted).stream().anyMatch(each -> valid(each, value));
      case "not" -> !valid(wanted, value);
      case "enum" -> ((List<?>) wanted).contains(value);
      case "type" -> types(wanted).anyMatch(type -> isOf(type, value));
      case "pattern" ->
          !(value instanceof String text)
              || Pattern.compile(String.valueOf(wanted)).matcher(text).find();
      case "minLength" -> !(value instanceof String text) || !text.isEmpty();
      case "minimum" ->
          !(value instanceof Number n) || n.doubleValue() >= ((Number) wanted).doubleValue();
      case "maximum" ->
          !(value instanceof Number n) || n.doubleValue() <= ((Number) wanted).doubleValue();
      case "items" ->
          !(value instanceof List<?> list) || list.stream().allMatch(each -> valid(wanted, each));
      case "propertyNames" ->
          !(value instanceof Map<?, ?> map)
              || map.keySet().stream().allMatch(name -> valid(wanted, name));
      case "properties" ->
          !(value instanceof Map<?, ?> map) || members(rules, (Map<?, ?>) wanted, map);
      case "additionalProperties" ->
          rules.containsKey("properties")
              || !(value instanceof Map<?, ?> map)
              || map.values().stream().allMatch(each -> valid(wanted, each));
      case "$schema", "title", "description", "patternProperties" -> true;
      default -> throw new AssertionError("unknown rule " + rule.getKey());
    };
  }

  private static boolean members(Map<?, ?> rules, Map<?, ?> known, Map<?, ?> map) {
    return map.entrySet().stream()
        .allMatch(
            entry ->
                known.containsKey(entry.getKey())
                    ? valid(known.get(entry.getKey()), entry.getValue())
                    : rules.containsKey("patternProperties")
                        && entry.getKey().toString().startsWith("x-"));
  }

  private static java.util.stream.Stream<?> types(Object wanted) {
    return wanted instanceof List<?> list ? list.stream() : java.util.stream.Stream.of(wanted);
  }

  private static boolean isOf(Object type, @Nullable Object value) {
    return switch (String.valueOf(type)) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Integer;
      case "number" -> value instanceof Number;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      default -> throw new AssertionError("unknown type " + type);
    };
  }
}
