package np.dist;

import java.util.Map;
import java.util.Optional;
import np.cli.host.PlatformOptions;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/** What a platform runs with: options now, environment, file, and what is free, in this order. */
final class ConfigSource {
  private final Map<String, String> environment;
  private final PlatformConfigFile file;
  private final boolean root;

  ConfigSource(Map<String, String> environment, PlatformConfigFile file, boolean root) {
    this.environment = environment;
    this.file = file;
    this.root = root;
  }

  /** For a program that was started: the file alone decides. */
  static ConfigSource ofProgram(Home home) {
    return new ConfigSource(Map.of(), new PlatformConfigFile(home.config()), false);
  }

  /** Decides and writes it down; the same from then on. */
  PlatformConfig settle(PlatformOptions options) {
    PlatformConfig config = decide(options);
    file.write(config);
    return config;
  }

  /** What was decided before, or would be now. */
  PlatformConfig current() {
    return decide(PlatformOptions.DEFAULT);
  }

  private PlatformConfig decide(PlatformOptions options) {
    PlatformConfig.Wish wish =
        new PlatformConfig.Wish(
            options.domain(),
            options.listen(),
            port("NP_HTTP_PORT"),
            port("NP_HTTPS_PORT"),
            port("NP_PG_PORT"),
            port("NP_API_PORT"),
            options.database(),
            ClientSettings.USUAL);
    return new PlatformConfigChoice(wish, file.read(), root).settle();
  }

  private Optional<Integer> port(String name) {
    String text = environment.getOrDefault(name, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > 65_535) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          name + "=" + Printable.escape(text) + " is not a port",
          "set it to 1 to 65535, or unset it");
    }
    return Optional.of(Integer.parseInt(text));
  }
}
