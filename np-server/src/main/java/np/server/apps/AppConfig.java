package np.server.apps;

import java.util.Map;
import np.model.EnvName;

/**
 * What was set by hand: an app has it as the start of its next release, a release as a snapshot.
 *
 * @param env plain variables; they win over the file's
 * @param secrets the version of each secret
 */
public record AppConfig(Map<EnvName, String> env, Map<EnvName, Integer> secrets) {
  public static final AppConfig EMPTY = new AppConfig(Map.of(), Map.of());

  public AppConfig {
    env = Map.copyOf(env);
    secrets = Map.copyOf(secrets);
  }
}
