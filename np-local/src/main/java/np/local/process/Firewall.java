package np.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import np.local.storage.HomeLayout;
import np.local.storage.UidRange;
import np.model.InstanceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps workloads from other apps' ports, from the API and from link-local addresses (the metadata
 * service of clouds), by the user id that connects; databases from everything: one nftables table
 * per platform.
 */
final class Firewall {
  private static final Logger LOG = LoggerFactory.getLogger(Firewall.class);
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 31_999;

  private final Optional<Path> nft;
  private final String table;
  private final HomeLayout layout;
  private final int apiPort;
  private final Map<InstanceId, Door> doors = new HashMap<>();

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

  /** A port and who may connect to it. */
  private record Door(int uid, int port) {
    /** Whether every instance's port is guarded anyway. */
    boolean isUsual() {
      return port >= FIRST_PORT && port <= LAST_PORT;
    }

    String element() {
      return uid + " . " + port;
    }
  }

  /** Lets an app reach this port of its own, and nobody else, until {@link #close}. */
  synchronized void open(InstanceId instance, int uid, int port) throws IOException {
    if (nft.isPresent()) {
      Door door = new Door(uid, port);
      run(
          "add element %s guarded { %d }%nadd element %s own { %s }%n"
              .formatted(table, port, table, door.element()));
      doors.put(instance, door);
    }
  }

  /** The instance has ended: what was opened for it alone is as before. */
  synchronized void close(InstanceId instance) {
    Door door = doors.remove(instance);
    if (door == null || doors.containsValue(door)) {
      return;
    }
    String own = "delete element %s own { %s }%n".formatted(table, door.element());
    try {
      run(door.isUsual() ? own : own + guards());
    } catch (IOException e) {
      LOG.warn("port not closed instance={} why={}", instance, e.getMessage());
    }
  }

  /** All that is guarded, anew: a port cannot be cut out of the range that it may lie in. */
  private String guards() {
    String ports =
        doors.values().stream()
            .filter(door -> !door.isUsual())
            .map(door -> ", " + door.port())
            .distinct()
            .collect(Collectors.joining());
    return "flush set %s guarded%nadd element %s guarded { %s }%n"
        .formatted(table, table, guarded() + ports);
  }

  /** Those of instances, and the API's. */
  private String guarded() {
    return FIRST_PORT + "-" + LAST_PORT + ", " + apiPort;
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
    UidRange uids = UidRange.of(layout);
    String range = uids.first() + "-" + uids.last();
    String databases = uids.firstOfDatabases() + "-" + uids.last();
    return Stream.of(
            "add table %s",
            "delete table %s",
            "add table %s",
            "add set %s guarded { type inet_service; flags interval; auto-merge; }",
            "add set %s own { typeof meta skuid . tcp dport; }",
            "add element %s guarded { " + guarded() + " }",
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
