package np.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import np.cli.json.JsonReader;
import np.cli.json.NotJson;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;
import np.model.Secret;

/**
 * Finds the server to talk to: flag, NP_CONTEXT, NP_URL, the current context, the platform of this
 * machine; in this order.
 */
public final class Servers {
  /** The name of the platform of this machine. */
  public static final String LOCAL = "local";

  private final Map<String, String> env;
  private final ContextFile file;
  private final Path home;

  public Servers(Map<String, String> env) {
    this.env = env;
    this.file = new ContextFile(NpHome.config(env));
    this.home = NpHome.platform(env);
  }

  public ContextFile file() {
    return file;
  }

  /**
   * The one to talk to; empty when none is configured and none runs here.
   *
   * @param context of --context, may be empty
   * @param tenant of --tenant, may be empty
   */
  public Optional<Server> find(String context, String tenant) {
    Optional<Server> found = find(first(context, env.getOrDefault("NP_CONTEXT", "")));
    String wanted = first(tenant, env.getOrDefault("NP_TENANT", ""));
    return wanted.isEmpty() ? found : found.map(server -> in(server, wanted));
  }

  /** The platform of this machine, if it has ever been started. */
  public Optional<Server> local() {
    Path api = home.resolve("server").resolve("api.json");
    if (!Files.isReadable(api)) {
      return Optional.empty();
    }
    try {
      String url = new JsonReader().readObject(Files.readString(api)).text("url");
      return Optional.of(local(URI.create(url)));
    } catch (IOException | NotJson | IllegalArgumentException e) {
      throw new NpException.Unavailable(
          ErrorCode.CORRUPT, api + " cannot be read: " + e.getMessage(), "run np server start");
    }
  }

  /** The platform of this machine at a known place. */
  public Server local(URI api) {
    return new Server(LOCAL, api, token(), Optional.empty());
  }

  private Optional<Server> find(String context) {
    if (!context.isEmpty()) {
      return Optional.of(named(context));
    }
    String url = env.getOrDefault("NP_URL", "");
    if (!url.isEmpty()) {
      Optional<Secret> token = Optional.ofNullable(env.get("NP_TOKEN")).map(Secret::new);
      return Optional.of(new Server("NP_URL", url(url), token, Optional.empty()));
    }
    Contexts contexts = file.read();
    return contexts.current().isEmpty() ? local() : Optional.of(named(contexts.current()));
  }

  private Server named(String context) {
    Optional<Server> server = file.read().named(context);
    if (server.isEmpty() && context.equals(LOCAL)) {
      server = local();
    }
    return server.orElseThrow(
        () ->
            context.equals(LOCAL)
                ? new NpException.Unavailable(
                    ErrorCode.UNREACHABLE,
                    "no platform runs on this machine",
                    "start it with np server start")
                : new NpException.NotFound(
                    ErrorCode.NOT_FOUND,
                    "no context " + Printable.escape(context),
                    "there is: " + String.join(", ", names())));
  }

  private List<String> names() {
    return Stream.concat(Stream.of(LOCAL), file.read().known().stream().map(Server::name)).toList();
  }

  private Optional<Secret> token() {
    Path token = home.resolve("server").resolve("token");
    try {
      return Optional.of(new Secret(Files.readString(token).strip()));
    } catch (IOException e) {
      // Somebody else's platform: the server will say that a token is needed.
      return Optional.ofNullable(env.get("NP_TOKEN")).map(Secret::new);
    }
  }

  /** Reads the URL of an API. */
  public static URI url(String text) {
    String full = text.contains("://") ? text : "https://" + text;
    try {
      URI url = URI.create(full);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Answered below, like every other text that is none.
    }
    throw new NpException.Invalid(
        ErrorCode.BAD_VALUE,
        "\"" + Printable.escape(text) + "\" is not the URL of a server",
        "write it as https://np.example.com");
  }

  private static Server in(Server server, String tenant) {
    return new Server(server.name(), server.url(), server.token(), Optional.of(tenant));
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }
}
