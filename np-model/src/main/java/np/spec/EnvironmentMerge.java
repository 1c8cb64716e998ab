package np.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lays an environment over the top level: maps merge, lists and scalars replace, null removes. */
final class EnvironmentMerge {
  private EnvironmentMerge() {}

  static Yaml.Mapping merge(Yaml.Mapping base, Yaml.Mapping over) {
    Map<String, Yaml.Entry> out = new LinkedHashMap<>(base.entries());
    over.entries().forEach((name, entry) -> merge(out, name, entry));
    return new Yaml.Mapping(out, base.span());
  }

  private static void merge(Map<String, Yaml.Entry> out, String name, Yaml.Entry entry) {
    Yaml.Entry below = out.get(name);
    if (entry.value() instanceof Yaml.Scalar scalar && scalar.isNull()) {
      out.remove(name);
    } else if (below != null
        && below.value() instanceof Yaml.Mapping old
        && entry.value() instanceof Yaml.Mapping young) {
      out.put(name, new Yaml.Entry(entry.key(), merge(old, young)));
    } else {
      out.put(name, new Yaml.Entry(entry.key(), withoutNulls(entry.value())));
    }
  }

  private static Yaml withoutNulls(Yaml value) {
    return value instanceof Yaml.Mapping map
        ? merge(new Yaml.Mapping(Map.of(), map.span()), map)
        : value;
  }
}
