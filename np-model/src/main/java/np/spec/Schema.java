package np.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * The one table of np.yaml: it validates, and the JSON Schema, the commented file and the reference
 * are generated from it.
 */
public final class Schema {
  private static final String INTERVAL = "time between two probes";

  private static final Shape HEALTH_CHECK =
      Shape.Group.shorthand(
          Key.of("path", Forms.URL_PATH, "GET this path of the process"),
          Key.of("tcp", Forms.SWITCH, "only connect to the port"),
          Key.of("command", Forms.LINE, "run this in the sandbox; exit code 0 is healthy")
              .elsewhere("cmd", "exec", "run"),
          Key.of("interval", Forms.PROBE_INTERVAL, INTERVAL).fallback("5s"),
          Key.of("timeout", Forms.PROBE_TIMEOUT, "of one probe").fallback("2s"),
          Key.of("grace", Forms.PROBE_INTERVAL, "from start until it must have been healthy")
              .fallback("30s")
              .elsewhere("start_period", "grace_period", "initial_delay"),
          Key.of("status", Forms.STATUS, "HTTP status codes that are healthy").fallback("200-399"));

  private static final Shape RESOURCES =
      Shape.Group.of(
          Key.of("cpu", Forms.CPU, "the most processor time").fallback("1").elsewhere("cpus"),
          Key.of("memory", Forms.SIZE, "the most memory, swap included")
              .fallback("512M")
              .elsewhere("mem", "ram", "memory_mb"),
          Key.later("disk", "the most disk"));

  private static final Shape STOP =
      Shape.Group.of(
          Key.of("signal", Forms.SIGNAL, "asks the process to end").fallback("SIGTERM"),
          Key.of("timeout", Forms.STOP_TIMEOUT, "from the signal to SIGKILL").fallback("10s"),
          Key.of("drain", Forms.DRAIN, "the most that open requests may take before the signal")
              .fallback("30s"));

  private static final Shape SCALE =
      Shape.Either.of(
          new Shape.Text(Forms.SCALE), new Shape.Later("scale by load {min, max, cpu}"));

  private static final List<Key> PROCESS =
      List.of(
          Key.of("run", Forms.LINE, "command that starts the app and stays in the foreground")
              .example("run: npm start")
              .elsewhere("command", "cmd", "start", "entrypoint", "exec"),
          Key.of("scale", SCALE, "how many instances a first deploy starts; then np scale decides")
              .fallback("1")
              .example("scale: 2")
              .elsewhere("replicas", "instances", "count"),
          Key.of("port", Forms.PORT, "a port that the app insists on; otherwise it reads $PORT")
              .example("port: 8080")
              .elsewhere("ports", "internal_port", "app_port"),
          Key.of(
                  "health_check",
                  HEALTH_CHECK,
                  "gates traffic at a deploy and keeps probing after it")
              .fallback("TCP connect")
              .example("health_check: {path: /health, grace: 60s}")
              .elsewhere("health", "healthz", "checks", "probe"),
          Key.of("resources", RESOURCES, "limits of one instance")
              .example("resources: {cpu: 0.5, memory: 256M}")
              .elsewhere("limits"),
          Key.of("stop", STOP, "how an instance is ended")
              .example("stop: {signal: SIGINT, timeout: 20s}"));

  private static final Shape SITE =
      Shape.Group.shorthand(
          Key.of("directory", Forms.DIRECTORY, "what is served")
              .also("dir")
              .elsewhere("path", "root"),
          Key.of("spa", Forms.SWITCH, "answer unknown paths with index.html").fallback("false"));

  private static final Shape BUILD =
      Shape.Group.shorthand(
          Key.of("command", Forms.LINE, "turns the source into the app").elsewhere("run", "cmd"),
          Key.of("timeout", Forms.TIMEOUT, "then the build is killed").fallback("15m"),
          Key.later("dockerfile", "build an image with this file"),
          Key.later("context", "directory of the image build"),
          Key.later("args", "arguments of the image build"),
          Key.later("target", "stage of the image build"));

  private static final Shape RELEASE =
      Shape.Group.shorthand(
          Key.of("run", Forms.LINE, "runs once per deploy, before traffic")
              .elsewhere("command", "cmd"),
          Key.of("timeout", Forms.TIMEOUT, "then the deploy fails").fallback("5m"));

  private static final Shape SECRET =
      new Shape.Table(
          Forms.VARIABLE,
          "secret",
          Shape.Group.of(
              Key.of("generate", Forms.GENERATE, "np makes so many letters and digits, once")));

  private static final Shape SECRETS =
      Shape.Either.of(
          new Shape.Rows(Shape.Either.of(new Shape.Text(Forms.VARIABLE), SECRET)), SECRET);

  private static final Shape ROUTES =
      new Shape.Rows(
          Shape.Either.of(
              new Shape.Text(Form.pattern("a route", ".+", text -> text)),
              Shape.Group.of(
                  Key.of("host", Forms.HOST, "the host name").elsewhere("domain", "hostname"),
                  Key.of("path", Forms.PREFIX, "a path prefix").fallback("/"),
                  Key.of("strip", Forms.SWITCH, "cut the prefix off before forwarding")
                      .fallback("false"),
                  Key.of("process", Forms.PROCESS, "who answers").fallback("web"),
                  Key.later("auth", "ask for a password"),
                  Key.later("allow_ips", "refuse other addresses"),
                  Key.later("rate_limit", "refuse too many requests"))));

  private static final Shape DEPLOY =
      Shape.Group.of(
          Key.of("strategy", Forms.STRATEGY, "the order of starting and stopping")
              .fallback("rolling"),
          Key.of("max_parallel", Forms.PARALLEL, "new instances at a time, of rolling")
              .fallback("1"),
          Key.of("timeout", Forms.TIMEOUT, "until every new instance must serve").fallback("5m"),
          Key.of("on_failure", Forms.ON_FAILURE, "what happens to new instances that do not")
              .fallback("rollback"));

  /** The keys of the top level. */
  public static final Shape.Group TOP = new Shape.Group(top(), java.util.Optional.empty());

  private Schema() {}

  private static List<Key> top() {
    List<Key> keys = new ArrayList<>();
    keys.add(
        Key.of("app", Forms.APP, "the name of the app")
            .fallback("the name of the directory")
            .example("app: shop")
            .elsewhere("name", "service"));
    keys.addAll(overridable());
    keys.add(
        Key.of(
                "environments",
                environments(),
                "what differs with np deploy --env NAME, which deploys the app <app>-NAME beside it;"
                    + " production is the app itself; null removes")
            .example("environments:\n  preview: {scale: 1}"));
    return List.copyOf(keys);
  }

  private static Shape environments() {
    return new Shape.Table(
        Forms.ENVIRONMENT,
        "environment",
        new Shape.Group(overridable(), java.util.Optional.empty()));
  }

  private static List<Key> overridable() {
    List<Key> keys = new ArrayList<>(source());
    keys.addAll(PROCESS);
    keys.addAll(around());
    keys.addAll(later());
    return List.copyOf(keys);
  }

  private static List<Key> source() {
    return List.of(
        Key.of("static", SITE, "directory of files that np serves itself")
            .example("static: {directory: ./public, spa: true}")
            .elsewhere("public", "site", "publish"),
        Key.of("build", BUILD, "turns the source into the app, in a sandbox")
            .example("build: {command: npm ci && npm run build, timeout: 10m}")
            .elsewhere("build_command", "install"),
        Key.of(
                "runtime",
                Forms.RUNTIME,
                "language and version, which must be installed on the machine")
            .fallback("what is on the PATH")
            .example("runtime: node-22")
            .elsewhere("language", "engine", "stack"));
  }

  private static List<Key> around() {
    return List.of(
        Key.of("processes", processes(), "more process types, each with the keys above from run on")
            .example("processes:\n  worker: {run: node worker.js, scale: 1}")
            .elsewhere("workers"),
        Key.of("release", RELEASE, "command run once per deploy, before traffic; failing aborts")
            .example("release: npm run migrate")
            .elsewhere("release_command", "predeploy", "pre_deploy", "migrate"),
        Key.of(
                "env",
                new Shape.Table(Forms.VARIABLE, "variable", new Shape.Text(Forms.VALUE)),
                "plain variables")
            .example("env:\n  LOG_LEVEL: info")
            .elsewhere("environment", "variables", "vars"),
        Key.of(
                "secrets",
                SECRETS,
                "names that must have a value (np secrets set), or are generated")
            .example("secrets: [STRIPE_KEY, SESSION_KEY: {generate: 64}]")
            .elsewhere("secret"),
        Key.of(
                "services",
                ServiceForms.SERVICES,
                "databases of the app, made by its deploy; it finds DATABASE_URL")
            .example("services: {db: postgres}")
            .elsewhere("databases", "addons", "database"),
        Key.of("routes", ROUTES, "hosts beside <app>.<domain>, with a path, or -> for a redirect")
            .example("routes: [shop.example.com, www.shop.example.com -> shop.example.com]")
            .elsewhere("domains", "hosts", "domain", "host", "urls", "ingress"),
        Key.of("deploy", DEPLOY, "how a new release takes over")
            .example("deploy: {strategy: rolling, max_parallel: 1, timeout: 5m}")
            .elsewhere("deployment", "rollout"));
  }

  private static Shape processes() {
    return new Shape.Table(
        Forms.PROCESS, "process", new Shape.Group(PROCESS, java.util.Optional.empty()));
  }

  private static List<Key> later() {
    return List.of(
        Key.later("image", "an OCI image to run"),
        Key.later("cron", "commands by schedule"),
        Key.later("uses", "which services the app sees"),
        Key.later("volumes", "directories that outlive a release").elsewhere("mounts"),
        Key.later("hooks", "local scripts around a deploy"),
        Key.later("sftp", "an account for the volumes"),
        Key.later("apps", "several apps in one file"));
  }
}
