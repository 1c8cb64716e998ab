package np.plan;

import java.util.List;
import java.util.stream.Stream;
import np.model.AppId;
import np.model.Digest;
import np.model.Hostname;
import np.model.TenantName;

/**
 * The host that every app has without asking: one label below the platform's domain, so that one
 * wildcard certificate covers all (RFC 9525 section 6.3), and never the same for two apps.
 *
 * <p>Apps of tenant {@code default} are {@code <app>}, those of others {@code <app>--<tenant>}.
 * Names may contain hyphens themselves: a run of two or more in a name gets one more, so that
 * exactly two of them only ever stand between app and tenant. A label with hyphens in its third and
 * fourth place is reserved (RFC 5891 section 4.2.3.1) and gets {@code 0-} in front; one of more
 * than 63 characters is shortened to {@code 1-}, the start of the app's name and a digest. No name
 * starts with a digit, so these cannot be taken for others.
 */
public final class AppHost {
  /** The tenant whose apps need no suffix. */
  public static final TenantName DEFAULT_TENANT = new TenantName("default");

  /** Reaches this machine without a name server (RFC 6761 section 6.3). */
  private static final String LOCAL = "localhost";

  private static final int LABEL = 63;
  private static final int DIGEST = 24;

  private AppHost() {}

  /** The host of an app below the platform's domain, for example {@code localhost}. */
  public static Hostname of(AppId app, String baseDomain) {
    return new Hostname(label(app) + "." + baseDomain);
  }

  /**
   * All hosts that an app has without asking: below the platform's domain, and below {@code
   * localhost}, so that it can be reached on its own machine before any name server knows it.
   */
  public static List<Hostname> all(AppId app, String baseDomain) {
    return Stream.of(baseDomain, LOCAL).distinct().map(domain -> of(app, domain)).toList();
  }

  /** Whether a host lies in a domain of the platform, so that it is an app's own or nobody's. */
  static boolean isReserved(Hostname host, String baseDomain) {
    return Stream.of(baseDomain, LOCAL)
        .anyMatch(domain -> host.value().equals(domain) || host.value().endsWith("." + domain));
  }

  static String label(AppId app) {
    String name = escape(app.app().value());
    String whole =
        app.tenant().equals(DEFAULT_TENANT) ? name : name + "--" + escape(app.tenant().value());
    String label = whole.startsWith("--", 2) ? "0-" + whole : whole;
    return label.length() <= LABEL ? label : shorten(app);
  }

  private static String escape(String name) {
    return name.replaceAll("-{2,}", "$0-");
  }

  private static String shorten(AppId app) {
    String digest = Digest.of(app.toString()).hex().substring(0, DIGEST);
    String name = app.app().value();
    String start = name.substring(0, Math.min(name.length(), LABEL - DIGEST - 3));
    return "1-" + start.replaceAll("-+$", "").replaceAll("-{2,}", "-") + "-" + digest;
  }
}
