package np.spec;

import java.util.Optional;

/**
 * The keys of a checked map.
 *
 * @param map as {@link SchemaCheck} left it
 */
record Fields(Yaml.Mapping map) {

  boolean has(String key) {
    return map.entry(key).isPresent();
  }

  /** Whether something in it was reported already. */
  boolean hasBroken() {
    return map.entries().values().stream().anyMatch(e -> e.value() instanceof Yaml.Broken);
  }

  /** The value, if it is there and right. */
  <T> Optional<T> get(String key, Form<T> form) {
    return map.entry(key)
        .filter(entry -> entry.value() instanceof Yaml.Scalar)
        .map(entry -> form.read(((Yaml.Scalar) entry.value()).text()));
  }

  /** The map behind a key, if it is there and is one. */
  Optional<Fields> group(String key) {
    return map.entry(key)
        .filter(entry -> entry.value() instanceof Yaml.Mapping)
        .map(entry -> new Fields((Yaml.Mapping) entry.value()));
  }

  Optional<Yaml> value(String key) {
    return map.entry(key).map(Yaml.Entry::value);
  }

  /** Where the key stands; the map itself when it does not. */
  Span span(String key) {
    return map.entry(key).map(entry -> entry.key().span()).orElse(map.span());
  }

  /** Where the value stands; the map itself when it does not. */
  Span valueSpan(String key) {
    return map.entry(key).map(entry -> entry.value().span()).orElse(map.span());
  }
}
