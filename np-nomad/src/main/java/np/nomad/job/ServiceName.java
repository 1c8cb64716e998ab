package np.nomad.job;

import np.model.Digest;
import np.model.WorkloadId;

/**
 * The name of a service in Consul's catalogue, which is one flat space for every namespace: {@code
 * t-<tenant>-<app>-<process>}, at most 63 characters (RFC 1123 label).
 */
final class ServiceName {
  private static final int LONGEST = 63;
  private static final int HASH = 8;

  private ServiceName() {}

  /** Names longer than a label are cut and told apart by eight digits of their SHA-256. */
  static String of(WorkloadId id) {
    String name = "t-" + id.app().tenant() + "-" + id.app().app() + "-" + id.process();
    boolean ambiguous = id.toString().contains("-");
    if (name.length() <= LONGEST && !ambiguous) {
      return name;
    }
    String hash = Digest.of(id.toString()).hex().substring(0, HASH);
    String head = name.substring(0, Math.min(name.length(), LONGEST - HASH - 1));
    return (head.endsWith("-") ? head.substring(0, head.length() - 1) : head) + "-" + hash;
  }
}
