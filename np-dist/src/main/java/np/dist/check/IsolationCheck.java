package np.dist.check;

import java.util.List;
import java.util.function.Supplier;
import np.cli.host.Check;
import np.cli.host.Finding;

/** What keeps tenants apart on this machine, as np node found it. */
public final class IsolationCheck implements Check {
  private final Supplier<List<String>> missing;

  /**
   * @param missing a line for each layer that is not in force
   */
  public IsolationCheck(Supplier<List<String>> missing) {
    this.missing = missing;
  }

  @Override
  public String name() {
    return "isolation";
  }

  @Override
  public Finding run() {
    List<String> lines = missing.get();
    return lines.isEmpty()
        ? Finding.ok("tenants are kept apart: users, sandbox, limits, firewall")
        : Finding.warning(
            "not in force: " + String.join("; ", lines),
            "one tenant is fine; for several run np as root and apt-get install bubblewrap nftables");
  }
}
