package np.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.ByteSize;
import np.model.ErrorCode;
import np.model.ExtensionName;
import np.model.NpException;
import np.model.PostgresVersion;
import np.model.Printable;
import np.model.ServiceName;

/** What services look like. */
final class ServiceForms {
  private static final List<String> LATER =
      List.of("mariadb", "mysql", "redis", "valkey", "mongodb", "rabbitmq");
  private static final String NEVER = "never";

  static final Form<ServiceName> NAME =
      Form.pattern("a service name", Forms.IDENTIFIER, ServiceName::new);
  static final Form<String> TYPE =
      new Form<>("postgres", Map.of("enum", List.of("postgres")), ServiceForms::type);
  static final Form<PostgresVersion> VERSION =
      new Form<>("17 or 18", Map.of("enum", List.of(17, 18, "17", "18")), PostgresVersion::parse);
  static final Form<ByteSize> MEMORY =
      Form.pattern("a size from 64M to 1T", "[0-9]{1,12}[KMGT]?", ServiceForms::memory);
  static final Form<ServiceSpec.Sleep> SLEEP =
      Form.pattern(
          "never, or a duration from 10s to 7d",
          "(never|([0-9]{1,7}[smhd])+)",
          ServiceForms::sleep);
  static final Form<ExtensionName> EXTENSION =
      Form.pattern("an extension", "[a-z][a-z0-9_-]{0,62}", ExtensionName::new);
  static final Form<String> BRANCH_OF =
      Forms.matching(
          "an environment or a database",
          "[a-z]([a-z0-9-]{0,38}[a-z0-9])?",
          "for example production");
  static final Form<Duration> TTL = Durations.between("5m", "365d");

  private static final Form<Duration> AWAKE = Durations.between("10s", "7d");

  static final Shape SERVICES =
      new Shape.Table(
          NAME,
          "service",
          Shape.Group.shorthand(
              Key.of("type", TYPE, "what it is").fallback("postgres"),
              Key.of("version", VERSION, "of PostgreSQL; it stays what it was made with")
                  .fallback("18"),
              Key.of("memory", MEMORY, "of the whole instance").fallback("256M"),
              Key.of("sleep", SLEEP, "without use for so long it sleeps, or never").fallback("5m"),
              Key.of(
                  "extensions",
                  new Shape.Rows(new Shape.Text(EXTENSION)),
                  "to be in it; none is ever dropped"),
              Key.of("pooled", Forms.SWITCH, "one connection for each transaction")
                  .fallback("false"),
              Key.of(
                      "branch_of",
                      BRANCH_OF,
                      "a copy of the same service of another environment, or of a database")
                  .elsewhere("from", "parent", "copy_of"),
              Key.of("ttl", TTL, "a branch ends by itself, so long after a deploy"),
              Key.later("resources", "limits of the instance"),
              Key.later("backups", "when, and how many are kept")));

  private ServiceForms() {}

  private static String type(String text) {
    if (LATER.contains(text)) {
      throw new NpException.Invalid(
          ErrorCode.SPEC_UNAVAILABLE,
          text + " is known but not available yet",
          "postgres is; for another one set its address as a secret: np secrets set");
    }
    if (!text.equals("postgres")) {
      throw Form.invalid(
          "\"" + Printable.escape(text) + "\" is no kind of service", "write postgres");
    }
    return text;
  }

  private static ByteSize memory(String text) {
    boolean plain = text.matches("[0-9]{1,12}[KMGT]?");
    ByteSize size = plain ? ByteSize.parse(text) : Forms.size(text);
    if (size.compareTo(ByteSize.parse("64M")) < 0 || size.compareTo(ByteSize.parse("1T")) > 0) {
      throw Form.invalid(
          "memory " + text + " is out of range",
          text.matches("[0-9]{2,5}") ? "add a unit: " + text + "M" : "write 64M to 1T");
    }
    return size;
  }

  private static ServiceSpec.Sleep sleep(String text) {
    return new ServiceSpec.Sleep(
        text.equals(NEVER) ? Optional.empty() : Optional.of(AWAKE.read(text)));
  }
}
