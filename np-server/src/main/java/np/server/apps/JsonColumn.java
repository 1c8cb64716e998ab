package np.server.apps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import np.api.EventView;
import np.model.DatabaseName;
import np.model.EnvName;
import np.model.Pooling;
import np.model.ProcessName;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Values in jsonb columns. */
public final class JsonColumn {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private JsonColumn() {}

  /** Any record, list or map as JSON. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static Map<ProcessName, Scaled> scale(String json) {
    return keyed(
        MAPPER.readValue(json, new TypeReference<Map<String, Scaled>>() {}), ProcessName::new);
  }

  static Map<ProcessName, Integer> counts(String json) {
    return keyed(numbers(json), ProcessName::new);
  }

  static Map<EnvName, Integer> versions(String json) {
    return keyed(numbers(json), EnvName::new);
  }

  static Map<EnvName, String> variables(String json) {
    return keyed(MAPPER.readValue(json, new TypeReference<Map<String, String>>() {}), EnvName::new);
  }

  /** A link as it is kept. */
  private record Link(String database, AppLink.Origin origin, Pooling pooling) {}

  static Map<EnvName, AppLink> links(String json) {
    Map<String, Link> kept = MAPPER.readValue(json, new TypeReference<Map<String, Link>>() {});
    Map<EnvName, AppLink> links = new LinkedHashMap<>();
    kept.forEach(
        (name, link) ->
            links.put(
                new EnvName(name),
                new AppLink(new DatabaseName(link.database()), link.origin(), link.pooling())));
    return links;
  }

  static String writeLinks(Map<EnvName, AppLink> links) {
    Map<EnvName, Link> kept = new LinkedHashMap<>();
    links.forEach(
        (name, link) ->
            kept.put(name, new Link(link.database().value(), link.origin(), link.pooling())));
    return write(kept);
  }

  static List<String> lines(String json) {
    return MAPPER.readValue(json, new TypeReference<List<String>>() {});
  }

  static List<Deployment.StepTime> steps(String json) {
    return MAPPER.readValue(json, new TypeReference<List<Deployment.StepTime>>() {});
  }

  static EventView.Failure failure(String json) {
    return MAPPER.readValue(json, EventView.Failure.class);
  }

  /** An event of a deployment. */
  public static EventView event(String json) {
    return MAPPER.readValue(json, EventView.class);
  }

  /** A map with its keys as text, in order. */
  static <K> String write(Map<K, ?> map) {
    Map<String, Object> texts = new TreeMap<>();
    map.forEach((key, value) -> texts.put(String.valueOf(key), value));
    return MAPPER.writeValueAsString(texts);
  }

  private static Map<String, Integer> numbers(String json) {
    return MAPPER.readValue(json, new TypeReference<Map<String, Integer>>() {});
  }

  private static <K, V> Map<K, V> keyed(Map<String, V> texts, Function<String, K> key) {
    Map<K, V> map = new LinkedHashMap<>();
    texts.forEach((name, value) -> map.put(key.apply(name), value));
    return map;
  }
}
