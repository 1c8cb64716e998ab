package np.dist;

import java.util.List;

/** Ways in which a release can be bad, and what np must say about each. */
enum BadRelease {
  NEVER_READY(
      "NP0511",
      "connection refused|warming up",
      """
      run: exec python3 -u -c 'import time; print("warming up"); time.sleep(600)'
      health_check: {path: /healthz, grace: 3s}
      """),
  EXITS_AT_ONCE(
      "NP0512",
      "exited with 3|no database",
      """
      run: echo no database; exit 3
      health_check: {path: /healthz, grace: 3s}
      """),
  WRONG_PORT(
      "NP0514",
      "listens on 127.0.0.1:|release bad listens on",
      """
      run: exec python3 app.py
      env: {PORT_OFFSET: '1'}
      health_check: {path: /healthz, grace: 3s}
      """),
  UNHEALTHY(
      "NP0511",
      "GET /healthz: 500|release bad listens on",
      """
      run: exec python3 app.py
      env: {HEALTH: '500'}
      health_check: {path: /healthz, grace: 3s}
      """),
  OUT_OF_MEMORY(
      "NP0513",
      "out of memory|loading",
      """
      run: exec python3 -u -c 'print("loading"); x = b"x" * (1 << 28)'
      resources: {memory: 64M}
      health_check: {path: /healthz, grace: 3s}
      """);

  private final String code;
  private final String reasons;
  private final String spec;

  BadRelease(String code, String reasons, String spec) {
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
    return List.of(reasons.split("[|]", -1));
  }

  /** Turns the source of an app into this release. */
  void write(TestApp app) {
    app.release("bad").spec(spec);
  }
}
