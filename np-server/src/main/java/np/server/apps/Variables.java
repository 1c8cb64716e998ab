package np.server.apps;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.api.EnvView;
import np.model.AppId;
import np.model.EnvName;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Secret;
import np.server.apps.Changes.Order;
import np.server.apps.Deployment.Kind;
import np.server.apps.SpecChanges.Side;
import org.jdbi.v3.core.Handle;

/** The rules of env and secrets set by hand: each change is a release of the same artifact. */
public final class Variables {
  private static final int MOST_BYTES = 32 << 10;
  private static final int MOST_NAMES = 500;

  private final Changes changes;
  private final Secrets secrets;
  private final AppStore store = new AppStore();
  private final ReleaseStore releases = new ReleaseStore();

  public Variables(Changes changes, Secrets secrets) {
    this.changes = changes;
    this.secrets = secrets;
  }

  /** Sets and unsets plain variables. */
  public Outcome patchEnv(AppId id, EnvView.Patch patch, String by) {
    return patch(id, by, (handle, app) -> env(app.config(), patch));
  }

  private static AppConfig env(AppConfig config, EnvView.Patch patch) {
    Map<EnvName, String> env = new HashMap<>(config.env());
    patch.set().forEach((name, value) -> env.put(new EnvName(name), checked(name, value)));
    patch.unset().forEach(name -> env.remove(new EnvName(name)));
    return new AppConfig(env, config.secrets());
  }

  /** Sets and unsets secrets. */
  public Outcome patchSecrets(AppId id, EnvView.Patch patch, String by) {
    return patch(id, by, (handle, app) -> secrets(handle, app, patch, changes.stamp(by)));
  }

  private AppConfig secrets(Handle handle, App app, EnvView.Patch patch, Stamp stamp) {
    Map<EnvName, Integer> versions = new HashMap<>(app.config().secrets());
    Map<EnvName, Secret> known = secrets.open(handle, app.id(), app.config());
    patch
        .set()
        .forEach(
            (text, value) -> {
              EnvName name = new EnvName(text);
              Secret secret = new Secret(checked(text, value));
              if (!Optional.of(secret).equals(Optional.ofNullable(known.get(name)))) {
                versions.put(name, secrets.set(handle, app.id(), name, secret, stamp));
              }
            });
    patch.unset().forEach(name -> versions.remove(new EnvName(name)));
    return new AppConfig(app.config().env(), versions);
  }

  private static String checked(String name, String value) {
    boolean tooLong = value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    if (tooLong || value.indexOf('\0') >= 0) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "the value of "
              + new EnvName(name)
              + (tooLong ? " is longer than 32 KB" : " contains a NUL character"),
          tooLong ? "keep data in files of the app" : "use base64");
    }
    return value;
  }

  /** What a patch makes of an app's config. */
  private interface Edit {
    AppConfig apply(Handle handle, App app);
  }

  private Outcome patch(AppId id, String by, Edit edit) {
    return changes
        .database()
        .write(
            handle -> {
              store.create(handle, id, changes.stamp(by));
              App app = changes.lockIdle(handle, id);
              AppConfig config = edit.apply(handle, app);
              if (config.env().size() + config.secrets().size() > MOST_NAMES) {
                throw new NpException.Invalid(
                    ErrorCode.TOO_LARGE, "more than " + MOST_NAMES + " variables", "unset some");
              }
              if (config.equals(app.config())) {
                return new Outcome.Unchanged(app, Kind.CONFIG);
              }
              return apply(handle, app, config, changes.stamp(by));
            });
  }

  private Outcome apply(Handle handle, App app, AppConfig config, Stamp stamp) {
    Optional<Release> current =
        app.state().release().flatMap(number -> releases.find(handle, app.id(), number));
    if (current.isEmpty()) {
      store.config(handle, app.id(), config);
      return new Outcome.Unchanged(app, Kind.CONFIG);
    }
    Release release = successor(current.get(), app, config, stamp);
    List<String> lines = release.summary().changes();
    releases.insert(handle, release);
    store.lastRelease(handle, app.id(), release.number());
    AppState target = app.state().withRelease(release.number());
    Order order = new Order(app, Kind.CONFIG, target, lines, stamp);
    return new Outcome.Started(changes.open(handle, order));
  }

  private static Release successor(Release current, App app, AppConfig config, Stamp stamp) {
    Release.Content old = current.content();
    Release.Content content =
        new Release.Content(
            old.spec(), old.file(), old.environment(), old.source(), old.artifact(), config);
    List<String> lines =
        SpecChanges.lines(
            Optional.of(new Side(old, app.state().scale())),
            new Side(content, app.state().scale()));
    Release.Summary summary =
        new Release.Summary(
            current.summary().processes(),
            current.summary().url(),
            String.join(", ", lines),
            lines,
            0,
            stamp);
    return new Release(app.id(), app.nextRelease(), content, summary, Release.State.PENDING);
  }
}
