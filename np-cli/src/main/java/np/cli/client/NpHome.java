package np.cli.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where things lie. */
public final class NpHome {
  private NpHome() {}

  /**
   * The platform's directory: NP_HOME, else {@code /var/lib/np} for root, else {@code
   * $XDG_DATA_HOME/np}, else {@code ~/.local/share/np}.
   */
  public static Path platform(Map<String, String> env) {
    String home = env.getOrDefault("NP_HOME", "");
    if (!home.isEmpty()) {
      return Path.of(home).toAbsolutePath().normalize();
    }
    if (isRoot()) {
      return Path.of("/var/lib/np");
    }
    return xdg(env, "XDG_DATA_HOME", ".local/share").resolve("np");
  }

  /** {@code $XDG_CONFIG_HOME/np/config.yaml}, else {@code ~/.config/np/config.yaml}. */
  public static Path config(Map<String, String> env) {
    return xdg(env, "XDG_CONFIG_HOME", ".config").resolve("np").resolve("config.yaml");
  }

  private static Path xdg(Map<String, String> env, String variable, String fallback) {
    String value = env.getOrDefault(variable, "");
    // The XDG base directory specification: relative paths are to be ignored.
    return value.startsWith("/")
        ? Path.of(value)
        : Path.of(env.getOrDefault("HOME", "/")).resolve(fallback);
  }

  /** By the owner of this process: USER and HOME lie under sudo and in containers. */
  public static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
