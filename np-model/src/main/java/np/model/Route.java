package np.model;

/** What the edge does with requests for a host and a path prefix. */
public sealed interface Route {
  Hostname host();

  /** A path prefix on segment borders: {@code /} or {@code /billing}, no trailing slash. */
  String path();

  /** The owner; one app owns a host. */
  AppId app();

  /**
   * Forwards to the serving instances of a workload.
   *
   * @param path see {@link Route#path}
   * @param strip whether the prefix is cut off before forwarding
   */
  record Proxy(Hostname host, String path, WorkloadId workload, Prefix strip) implements Route {
    public Proxy {
      checkPath(path);
    }

    @Override
    public AppId app() {
      return workload.app();
    }
  }

  /** Serves the files of a site. */
  record Files(Hostname host, String path, AppId app, Site site) implements Route {
    public Files {
      checkPath(path);
    }
  }

  /**
   * Answers with a redirect (RFC 9110 section 15.4.9, status 308), the rest of path and query kept.
   *
   * @param target the host to go to
   */
  record Redirect(Hostname host, String path, AppId app, Hostname target) implements Route {
    public Redirect {
      checkPath(path);
    }
  }

  /**
   * Answers 503 with a page that says why.
   *
   * @param why one line for visitors, for example {@code this app is stopped}
   */
  record Closed(Hostname host, String path, AppId app, String why) implements Route {
    public Closed {
      checkPath(path);
    }
  }

  /** What happens to a matched prefix. */
  enum Prefix {
    KEEP,
    STRIP
  }

  private static void checkPath(String path) {
    if (!path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
      throw new NpException.Invalid(
          ErrorCode.BAD_VALUE,
          "the route path \"" + Printable.escape(path) + "\" is not allowed",
          "start it with / and do not end it with /");
    }
  }
}
