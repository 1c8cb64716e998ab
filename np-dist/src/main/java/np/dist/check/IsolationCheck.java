package np.dist.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import np.cli.host.Check;
import np.cli.host.Finding;

/** What keeps tenants apart on this machine, as np node found it. */
public final class IsolationCheck implements Check {
  private final Supplier<Optional<List<String>>> missing;

  /**
   * @param missing a line {@code name: reason} for each layer that is not in force; empty when
   *     nobody has looked yet
   */
  public IsolationCheck(Supplier<Optional<List<String>>> missing) {
    this.missing = missing;
  }

  @Override
  public String name() {
    return "isolation";
  }

  @Override
  public Finding run() {
    Optional<List<String>> lines = missing.get();
    if (lines.isEmpty()) {
      return Finding.warning(
          "whether tenants can be kept apart here is found out by np node", "np server start");
    }
    return lines.get().isEmpty()
        ? Finding.ok("tenants are kept apart: users, sandbox, limits, firewall")
        : Finding.warning(
            "not in force: " + summary(lines.get()),
            "one tenant is fine; for several run np as root and apt-get install bubblewrap nftables");
  }

  /** Layers that are missing for the same reason together. */
  private static String summary(List<String> lines) {
    Map<String, String> byReason =
        lines.stream()
            .map(line -> line.split(": ", 2))
            .collect(
                Collectors.toMap(
                    parts -> parts[parts.length - 1],
                    parts -> parts[0],
                    (one, other) -> one + ", " + other,
                    TreeMap::new));
    return byReason.entrySet().stream()
        .map(each -> each.getValue() + " (" + each.getKey() + ")")
        .collect(Collectors.joining("; "));
  }
}
