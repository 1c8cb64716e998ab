package np.dist;

import java.util.Map;
import java.util.Set;

/**
 * What a program inherits from whoever started it: little, for it lives on for months, and the
 * secrets of a person's shell are none of its business.
 */
final class ProgramEnvironment {
  private static final Set<String> KEPT =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "TZ",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy");

  private ProgramEnvironment() {}

  /**
   * File names are UTF-8 whatever the locale of the terminal was; and the C library keeps two pools
   * of memory, not eight for each processor (mallopt(3)).
   */
  static void reduce(Map<String, String> environment) {
    environment.keySet().retainAll(KEPT);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("MALLOC_ARENA_MAX", "2");
  }
}
