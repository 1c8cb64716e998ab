package np.cli.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;

/**
 * Reads {@code postgres://user:password@host:port/database?parameters} (PostgreSQL manual,
 * 34.1.1.2) of one host.
 */
public final class PostgresUrl {
  private static final Pattern PATTERN =
      Pattern.compile(
          "(?s)postgres(?:ql)?://(?:([^:@/?]*)(?::([^@/]*))?@)?"
              + "(\\[[0-9A-Fa-f:.%]+\\]|[^:/?,@\\[\\]]*)(?::([0-9]{1,5}))?(?:/([^?]*))?(?:\\?(.*))?");

  /** Parameters of libpq that pgjdbc knows, by its names; others are none of its business. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "sslnegotiation", "sslNegotiation",
          "channel_binding", "channelBinding",
          "require_auth", "requireAuth",
          "options", "options");

  private static final String SYSTEM_TRUST = "org.postgresql.ssl.DefaultJavaSSLFactory";

  private PostgresUrl() {}

  public static boolean isOne(String text) {
    return text.startsWith("postgres://") || text.startsWith("postgresql://");
  }

  /** {@link NpException.Invalid} when it cannot be read. */
  public static Login parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw invalid("it has another form");
    }
    String host = part(matcher, 3);
    String user = part(matcher, 1);
    if (host.isEmpty() || host.contains("%2F") || user.isEmpty()) {
      throw invalid(
          user.isEmpty() ? "it has no user" : "it has no host; sockets are not supported");
    }
    String database = part(matcher, 5);
    return new Login(
        host.replaceAll("[\\[\\]]", ""),
        port(part(matcher, 4)),
        decode(database.isEmpty() ? user : database),
        decode(user),
        new Secret(decode(part(matcher, 2))),
        settings(part(matcher, 6)));
  }

  private static Map<String, String> settings(String query) {
    Map<String, String> settings = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String setting = equals < 0 ? null : SETTINGS.get(pair.substring(0, equals));
      if (setting != null) {
        settings.put(setting, decode(pair.substring(equals + 1)));
      }
    }
    String mode = settings.getOrDefault("sslmode", "prefer");
    String root = settings.getOrDefault("sslrootcert", mode.startsWith("verify") ? "system" : "");
    if (root.equals("system")) {
      settings.remove("sslrootcert");
      settings.put("sslfactory", SYSTEM_TRUST);
    }
    boolean encrypted = mode.equals("require") || mode.startsWith("verify");
    if (!encrypted) {
      settings.putIfAbsent("requireAuth", "!password");
    }
    return settings;
  }

  private static int port(String text) {
    int port = text.isEmpty() ? 5432 : Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw invalid("there is no port " + port);
    }
    return port;
  }

  private static String part(Matcher matcher, int group) {
    return Optional.ofNullable(matcher.group(group)).orElse("");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("it has a % that is no escape; write %25");
    }
  }

  /** Never with the URL itself: a password may be in it. */
  private static NpException invalid(String why) {
    return new NpException.Invalid(
        ErrorCode.BAD_VALUE,
        "the URL of the database cannot be read: " + why,
        "write it as postgres://user:password@host:5432/database?sslmode=require");
  }
}
