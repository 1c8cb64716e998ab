package np.edge.socket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the kernel gives a connection that waits at a listener which is closed to the other one
 * that shares its address (net.ipv4.tcp_migrate_req in the kernel's ip-sysctl.rst, since Linux
 * 5.14): one that is being opened, or that was not accepted yet. Only root may switch it on.
 */
public final class ConnectionMigration {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionMigration.class);

  /** For what the event loops have in their hands. */
  private static final Duration SHORT = Duration.ofMillis(100);

  /** For the rest of a handshake, one lost packet of which is sent again after a second. */
  private static final Duration LONG = Duration.ofMillis(1500);

  private final boolean on;

  ConnectionMigration(Path setting) {
    this.on = switchOn(setting);
  }

  /** Switches it on if this user may. */
  public static ConnectionMigration ofThisMachine() {
    return new ConnectionMigration(Path.of("/proc/sys/net/ipv4/tcp_migrate_req"));
  }

  private static boolean switchOn(Path setting) {
    try {
      if (!Files.readString(setting).strip().equals("0")) {
        return true;
      }
      Files.writeString(setting, "1\n");
      LOG.info("event=connection_migration_on setting={}", setting);
      return true;
    } catch (IOException notAllowedOrOldKernel) {
      return false;
    }
  }

  /**
   * How long a listener must stay open to which no new connections are sent, so that none fails
   * that was sent before. Without migration one fails whose handshake takes longer.
   */
  public Duration linger() {
    return on ? SHORT : LONG;
  }
}
