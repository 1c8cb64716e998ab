package np.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import np.local.storage.HomeLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps workloads from other apps' ports, from the API and from link-local addresses (the metadata
 * service of clouds), by the user id that connects; databases from everything: one nftables table
 * per platform.
 */
final class Firewall {
  private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);
  private static final String INSTANCE_PORTS = "20000-31999";

  private final Optional<Path> nft;
  private final String table;
  private final HomeLayout layout;
  private final int apiPort;

  Firewall(Optional<Path> nft, HomeLayout layout, int apiPort) {
    this.nft = nft;
    this.table = "inet np_" + layout.hash();
    this.layout = layout;
    this.apiPort = apiPort;
  }

  /** Puts the table as it must be, with no port opened; the doors of running instances follow. */
  Isolation.Layer install() {
    if (nft.isEmpty()) {
      return new Isolation.Layer(
          "firewall", false, "nft is not installed: apt-get install nftables");
    }
    try {
      run(rules());
      return new Isolation.Layer("firewall", true, "nftables table " + table);
    } catch (IOException e) {
      return new Isolation.Layer("firewall", false, "nft refused: " + e.getMessage());
    }
  }

  /** Lets an app reach this port of its own; and nobody else. */
  void open(int uid, int port) throws IOException {
    if (nft.isPresent()) {
      run(
          "add element %s guarded { %d }%nadd element %s own { %d . %d }%n"
              .formatted(table, port, table, uid, port));
    }
  }

  /** Removes the table; for tests and for the end of a platform. */
  void remove() {
    try {
      if (nft.isPresent()) {
        run("add table %s%ndelete table %s%n".formatted(table, table));
      }
    } catch (IOException e) {
      LOG.warn("firewall table not removed table={} why={}", table, e.getMessage());
    }
  }

  private String rules() {
    String range = layout.firstUid() + "-" + layout.lastUid();
    String databases = layout.firstDatabaseUid() + "-" + layout.lastUid();
    return Stream.of(
            "add table %s",
            "delete table %s",
            "add table %s",
            "add set %s guarded { type inet_service; flags interval; auto-merge; }",
            "add set %s own { typeof meta skuid . tcp dport; }",
            "add element %s guarded { " + INSTANCE_PORTS + ", " + apiPort + " }",
            "add chain %s workloads",
            "add rule %s workloads ip daddr 169.254.0.0/16 reject",
            "add rule %s workloads tcp flags & (syn | ack) != syn accept",
            "add rule %s workloads meta skuid . tcp dport @own accept",
            "add rule %s workloads oifname \"lo\" tcp dport @guarded reject with tcp reset",
            "add chain %s out { type filter hook output priority 0; policy accept; }",
            "add rule %s out meta skuid " + databases + " reject",
            "add rule %s out meta skuid " + range + " jump workloads")
        .map(line -> line.formatted(table) + "\n")
        .collect(Collectors.joining());
  }

  private void run(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(nft.orElseThrow().toString(), "-f", "-");
    builder.redirectErrorStream(true);
    Process process = builder.start();
    try (var input = process.getOutputStream()) {
      input.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(answer.lines().findFirst().orElse("no reason given"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
