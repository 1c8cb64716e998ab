package np.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import np.model.EnvName;
import np.model.ErrorCode;

/** Reads {@code secrets}: a list of names, a map, or a list of both. */
final class SecretReader {
  private final Fields top;
  private final Diagnostics diagnostics;
  private final Map<EnvName, SecretSpec> secrets = new LinkedHashMap<>();

  SecretReader(Fields top, Diagnostics diagnostics) {
    this.top = top;
    this.diagnostics = diagnostics;
  }

  Map<EnvName, SecretSpec> read() {
    top.value("secrets").ifPresent(this::read);
    return secrets;
  }

  private void read(Yaml node) {
    switch (node) {
      case Yaml.Rows rows -> rows.items().forEach(this::read);
      case Yaml.Scalar scalar -> add(scalar, new SecretSpec.Required());
      case Yaml.Mapping map -> map.entries().values().forEach(entry -> entry(map, entry));
      case Yaml.Broken _ -> {}
    }
  }

  private void entry(Yaml.Mapping map, Yaml.Entry entry) {
    Optional<Fields> fields = new Fields(map).group(entry.key().text());
    SecretSpec spec =
        fields
            .flatMap(group -> group.get("generate", Forms.GENERATE))
            .<SecretSpec>map(SecretSpec.Generated::new)
            .orElseGet(SecretSpec.Required::new);
    add(entry.key(), spec);
  }

  private void add(Yaml.Scalar name, SecretSpec spec) {
    if (secrets.putIfAbsent(new EnvName(name.text()), spec) != null) {
      diagnostics.error(
          ErrorCode.SPEC_DUPLICATE,
          name.span(),
          "secret `" + name.text() + "` is listed twice",
          "keep one");
    }
    top.group("env")
        .filter(env -> env.has(name.text()))
        .ifPresent(
            env ->
                diagnostics.error(
                    ErrorCode.SPEC_CONFLICT,
                    name.span(),
                    "`%s` is a secret and in `env`, line %d"
                        .formatted(name.text(), env.span(name.text()).line()),
                    "keep it in `secrets`; everybody who can read the file sees `env`"));
  }
}
