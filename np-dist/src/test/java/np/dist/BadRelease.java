package np.dist;

import java.util.List;

/** Ways in which a release can be bad, and what np must say about each. */
enum BadRelease {
  NEVER_READY(
      "NP0511",
      List.of("connection refused", "warming up"),
      "run: exec python3 -u -c 'import time; print(\"warming up\"); time.sleep(600)'\n"
          + "health_check: {path: /healthz, grace: 3s}"),
  EXITS_AT_ONCE(
      "NP0512",
      List.of("exited with 3", "no database"),
      "run: echo no database; exit 3\nhealth_check: {path: /healthz, grace: 3s}"),
  WRONG_PORT(
      "NP0514",
      List.of("listens on 127.0.0.1:", "not on 127.0.0.1:", "release bad listens on"),
      "run: exec python3 app.py\n"
          + "env: {PORT_OFFSET: '1'}\n"
          + "health_check: {path: /healthz, grace: 3s}"),
  UNHEALTHY(
      "NP0511",
      List.of("GET /healthz: 500", "release bad listens on"),
      "run: exec python3 app.py\n"
          + "env: {HEALTH: '500'}\n"
          + "health_check: {path: /healthz, grace: 3s}"),
  OUT_OF_MEMORY(
      "NP0513",
      List.of("out of memory", "loading"),
      "run: exec python3 -u -c 'print(\"loading\"); x = b\"x\" * (1 << 28)'\n"
          + "resources: {memory: 64M}\n"
          + "health_check: {path: /healthz, grace: 3s}");

  private final String code;
  private final List<String> reasons;
  private final String spec;

  BadRelease(String code, List<String> reasons, String spec) {
    this.code = code;
    this.reasons = reasons;
    this.spec = spec;
  }

  /** The code of the error. */
  String code() {
    return code;
  }

  /** What the answer must say in some place. */
  List<String> reasons() {
    return reasons;
  }

  /** Turns the source of an app into this release. */
  void write(TestApp app) {
    app.release("bad").spec(spec);
  }
}
