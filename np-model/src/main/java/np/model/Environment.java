package np.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process finds in its environment: plain variables and secrets, sorted by name.
 *
 * @param plain values that may be shown; no NUL
 * @param secrets values that may not; a name occurs on one side only, the secret wins
 */
public record Environment(Map<EnvName, String> plain, Map<EnvName, Secret> secrets) {
  public static final Environment EMPTY = new Environment(Map.of(), Map.of());

  public Environment {
    TreeMap<EnvName, String> shown = new TreeMap<>(plain);
    shown.keySet().removeAll(secrets.keySet());
    shown.forEach(Environment::refuseNul);
    secrets.forEach((name, secret) -> refuseNul(name, secret.reveal()));
    plain = Collections.unmodifiableMap(shown);
    secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
  }

  private static void refuseNul(EnvName name, String value) {
    if (value.indexOf('\0') >= 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "the value of " + name + " contains a NUL character",
          "environment variables cannot; use base64");
    }
  }
}
