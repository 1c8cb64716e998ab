package np.dist.check;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import np.cli.host.Check;
import np.cli.host.Finding;

/** Whether names below localhost resolve for programs that leave RFC 6761 to the system. */
public final class LocalhostCheck implements Check {
  private static final String NAME = "np-doctor.localhost";

  @Override
  public String name() {
    return "localhost";
  }

  @Override
  public Finding run() {
    try {
      return Arrays.stream(InetAddress.getAllByName(NAME)).allMatch(InetAddress::isLoopbackAddress)
          ? Finding.ok("*.localhost resolves to this machine")
          : Finding.problem("*.localhost resolves to another machine", "mend the DNS server");
    } catch (UnknownHostException unknown) {
      return Finding.warning(
          "*.localhost resolves in browsers and curl, but not for Java, Node, Python or psql",
          "apt-get install libnss-myhostname");
    }
  }
}
