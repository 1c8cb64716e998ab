package np.cli.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import np.cli.json.JsonObject;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** The forms in which {@code np.database-url/1} is pasted somewhere: always one line. */
enum UrlFormat {
  /** Nothing around it, for {@code "$(np db url shop)"}. */
  URL {
    @Override
    String line(JsonObject url) {
      return url.text("url");
    }
  },
  /** A whole command for a shell. */
  PSQL {
    @Override
    String line(JsonObject url) {
      return "psql " + quoted(url.text("url"));
    }
  },
  /** For {@code DriverManager} and data sources of pgjdbc. */
  JDBC {
    @Override
    String line(JsonObject url) {
      String mode = url.text("sslmode");
      return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s%s"
          .formatted(
              url.text("host"),
              url.whole("port"),
              encoded(url.text("database")),
              encoded(url.text("user")),
              encoded(url.text("password")),
              mode.isEmpty() ? "" : "&sslmode=" + encoded(mode));
    }
  },
  /** For .env files, with quotes only where a shell needs them: docker keeps quotes. */
  ENV {
    @Override
    String line(JsonObject url) {
      String text = url.text("url");
      return "DATABASE_URL=" + (text.matches("[\\w:/@.?=%~+-]+") ? text : quoted(text));
    }
  },
  /** For node-postgres, which takes sslmode=require for verify-full unless told otherwise. */
  NODE {
    @Override
    String line(JsonObject url) {
      String text = url.text("url");
      String whole = text.contains("sslmode=require") ? text + "&uselibpqcompat=true" : text;
      return "const client = new (require('pg').Client)({ connectionString: "
          + literal(whole)
          + " });";
    }
  },
  /** For psycopg. */
  PYTHON {
    @Override
    String line(JsonObject url) {
      return "import psycopg; connection = psycopg.connect(" + literal(url.text("url")) + ")";
    }
  };

  /** The line without its end. */
  abstract String line(JsonObject url);

  static UrlFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NpException.Invalid(
                    ErrorCode.BAD_VALUE,
                    "--format " + Printable.escape(name) + " is not known",
                    "write " + words()));
  }

  static String words() {
    return Arrays.stream(values()).map(UrlFormat::word).collect(Collectors.joining(", "));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One word for a POSIX shell, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /** A string literal of JavaScript and of Python. */
  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
