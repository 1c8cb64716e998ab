package np.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import np.model.AppName;
import np.model.DatabaseLogin;
import np.model.DatabaseName;
import np.model.Digest;
import np.model.EnvName;
import np.model.Secret;
import np.model.ServiceName;
import np.spec.AppSpec;
import np.spec.Reference;

/** What the services of an app are called, and what processes find of them. */
public final class ServicePlanner {
  /** The environment that is none: its app bears the name in np.yaml. */
  public static final String PRODUCTION = "production";

  private static final EnvName USUAL = new EnvName("DATABASE_URL");
  private static final int LONGEST = 40;
  private static final int DIGEST = 6;

  private ServicePlanner() {}

  /** The app that an environment deploys: {@code shop-preview} of {@code shop}. */
  public static AppName app(AppName base, Optional<String> environment) {
    return environment
        .filter(name -> !name.equals(PRODUCTION))
        .map(name -> new AppName(shorten(base + "-" + name)))
        .orElse(base);
  }

  /** {@code <app>-<service>}; cut with a digest behind it when that is too long. */
  public static DatabaseName database(AppName app, ServiceName service) {
    return new DatabaseName(shorten(app + "-" + service));
  }

  private static String shorten(String whole) {
    if (whole.length() <= LONGEST) {
      return whole;
    }
    String digest = Digest.of(whole).hex().substring(0, DIGEST);
    String head = whole.substring(0, LONGEST - DIGEST - 1).replaceAll("-+$", "");
    return head + "-" + digest;
  }

  /**
   * The variables that hold the URLs: DATABASE_URL of a single one, {@code <NAME>_URL} of several.
   * What the file itself says about a variable holds.
   */
  public static Map<EnvName, ServiceName> variables(AppSpec spec) {
    Map<EnvName, ServiceName> variables = new LinkedHashMap<>();
    boolean single = spec.services().size() == 1;
    for (ServiceName service : spec.services().keySet()) {
      EnvName name = single ? USUAL : variable(service.value());
      if (!spec.env().containsKey(name) && !spec.secrets().containsKey(name)) {
        variables.put(name, service);
      }
    }
    return variables;
  }

  /** The variable of one database among several: {@code shop-db} gives SHOP_DB_URL. */
  public static EnvName variable(String name) {
    return new EnvName(name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL");
  }

  /** The variables of the file that hold no reference. */
  public static Map<EnvName, String> plain(AppSpec spec) {
    return filter(spec, value -> Reference.in(value).isEmpty());
  }

  /** The variables of the file that hold references: they may hold a password. */
  public static Map<EnvName, String> referring(AppSpec spec) {
    return filter(spec, value -> !Reference.in(value).isEmpty());
  }

  private static Map<EnvName, String> filter(
      AppSpec spec, java.util.function.Predicate<String> keeps) {
    Map<EnvName, String> kept = new LinkedHashMap<>();
    spec.env()
        .forEach(
            (name, value) -> {
              if (keeps.test(value)) {
                kept.put(name, value);
              }
            });
    return kept;
  }

  /** What {@link #referring} variables hold; those that refer to nothing known are left out. */
  public static Map<EnvName, Secret> resolve(
      AppSpec spec, Function<ServiceName, Optional<DatabaseLogin>> logins) {
    Map<EnvName, Secret> values = new LinkedHashMap<>();
    referring(spec)
        .forEach(
            (name, value) ->
                Reference.resolve(
                        value,
                        reference ->
                            logins
                                .apply(new ServiceName(reference.service()))
                                .map(login -> field(login, reference.field())))
                    .ifPresent(text -> values.put(name, new Secret(text))));
    return values;
  }

  private static String field(DatabaseLogin login, String field) {
    return switch (field) {
      case "url" -> login.url().reveal();
      case "host" -> login.host();
      case "port" -> Integer.toString(login.port());
      case "name" -> login.database();
      case "user" -> login.user();
      case "password" -> login.password().reveal();
      default -> throw new IllegalArgumentException("a database has no " + field);
    };
  }
}
