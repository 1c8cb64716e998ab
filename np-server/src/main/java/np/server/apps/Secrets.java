package np.server.apps;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import np.model.AppId;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;
import np.server.secrets.SecretBox;
import np.spec.AppSpec;
import np.spec.SecretSpec;
import org.jdbi.v3.core.Handle;

/** The secrets of apps: kept in versions, generated when asked for, opened for instances only. */
public final class Secrets {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecretStore store;
  private final SecureRandom random;
  private final AppStore apps = new AppStore();

  public Secrets(SecretBox box, SecureRandom random) {
    this.store = new SecretStore(box);
    this.random = random;
  }

  /**
   * The config of the next release: what the spec wants generated and has no value yet gets one.
   *
   * @throws NpException.Conflict MISSING_SECRET, naming all that somebody must set
   */
  AppConfig complete(Handle handle, App app, AppSpec spec, Stamp stamp) {
    Map<EnvName, SecretSpec> open = new TreeMap<>(spec.secrets());
    open.keySet().removeAll(app.config().secrets().keySet());
    List<String> missing =
        open.entrySet().stream()
            .filter(each -> each.getValue() instanceof SecretSpec.Required)
            .map(each -> each.getKey().value())
            .toList();
    if (!missing.isEmpty()) {
      throw missing(app.id(), missing);
    }
    if (open.isEmpty()) {
      return app.config();
    }
    Map<EnvName, Integer> versions = new HashMap<>(app.config().secrets());
    open.forEach(
        (name, wanted) -> versions.put(name, generate(handle, app.id(), name, wanted, stamp)));
    AppConfig config = new AppConfig(app.config().env(), versions);
    apps.config(handle, app.id(), config);
    return config;
  }

  private static NpException.Conflict missing(AppId app, List<String> names) {
    boolean one = names.size() == 1;
    return new NpException.Conflict(
        ErrorCode.MISSING_SECRET,
        "the secret"
            + (one ? " " : "s ")
            + String.join(", ", names)
            + (one ? " has" : " have")
            + " no value yet",
        names.stream()
            .map(name -> "np secrets set " + name + " -a " + app.app())
            .collect(Collectors.joining(" && ")));
  }

  private int generate(Handle handle, AppId app, EnvName name, SecretSpec wanted, Stamp stamp) {
    int length = wanted instanceof SecretSpec.Generated generated ? generated.length() : 0;
    StringBuilder value = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      value.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    SecretStore.New secret =
        new SecretStore.New(
            name, new Secret(value.toString()), SecretStore.Origin.GENERATED, stamp);
    return store.add(handle, app, secret);
  }

  /** Keeps a value that somebody set; returns its version. */
  int set(Handle handle, AppId app, EnvName name, Secret value, Stamp stamp) {
    return store.add(handle, app, new SecretStore.New(name, value, SecretStore.Origin.SET, stamp));
  }

  List<SecretStore.Version> versions(Handle handle, AppId app) {
    return store.list(handle, app);
  }

  /** The values, for the environment of instances. */
  Map<EnvName, Secret> open(Handle handle, AppId app, AppConfig config) {
    return config.secrets().isEmpty() ? Map.of() : store.open(handle, app, config.secrets());
  }
}
