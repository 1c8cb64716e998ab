package np.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.edge.proxy.AddressBlock;
import np.model.ErrorCode;
import np.model.Hostname;
import np.model.NpException;
import np.model.Printable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads and writes {@code config.yaml}. An unknown key or a wrong value stops the start and names
 * file, line and the keys that exist.
 */
final class PlatformConfigFile {
  private static final List<String> KEYS =
      List.of(
          "domain",
          "listen",
          "http_port",
          "https_port",
          "pg_port",
          "api_port",
          "database",
          "client_connections",
          "client_requests",
          "client_handshakes",
          "trusted_proxies");

  private final Path file;

  PlatformConfigFile(Path file) {
    this.file = file;
  }

  /** What the file says; nothing when there is none. */
  PlatformConfig.Wish read() {
    if (!Files.exists(file)) {
      return PlatformConfig.Wish.NOTHING;
    }
    Map<String, ScalarNode> entries = entries();
    return new PlatformConfig.Wish(
        Optional.ofNullable(entries.get("domain")).map(this::domain),
        Optional.ofNullable(entries.get("listen")).map(ScalarNode::getValue),
        Optional.ofNullable(entries.get("http_port")).map(this::port),
        Optional.ofNullable(entries.get("https_port")).map(this::port),
        Optional.ofNullable(entries.get("pg_port")).map(this::port),
        Optional.ofNullable(entries.get("api_port")).map(this::port),
        Optional.ofNullable(entries.get("database")).map(ScalarNode::getValue),
        new ClientSettings(
            Optional.ofNullable(entries.get("client_connections")).map(this::count),
            Optional.ofNullable(entries.get("client_requests")).map(this::count),
            Optional.ofNullable(entries.get("client_handshakes")).map(this::count),
            Optional.ofNullable(entries.get("trusted_proxies")).map(this::proxies)));
  }

  void write(PlatformConfig config) {
    String text =
        """
        # What this platform was started with. Change it with np server start --domain and so on,
        # or here: it is read at every start.
        domain: %s
        listen: "%s"
        http_port: %d
        https_port: %d
        pg_port: %d
        api_port: %d
        """
            .formatted(
                config.domain(),
                config.listen(),
                config.httpPort(),
                config.httpsPort(),
                config.pgPort(),
                config.apiPort());
    String database = config.database().map(url -> "database: \"" + url + "\"\n").orElse("");
    DurableFile.write(file, text + database + config.clients().lines());
  }

  private Map<String, ScalarNode> entries() {
    Map<String, ScalarNode> entries = new LinkedHashMap<>();
    if (root() instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        put(entries, tuple);
      }
    }
    return entries;
  }

  private void put(Map<String, ScalarNode> entries, NodeTuple tuple) {
    if (tuple.getKeyNode() instanceof ScalarNode key
        && KEYS.contains(key.getValue())
        && tuple.getValueNode() instanceof ScalarNode value) {
      entries.put(key.getValue(), value);
      return;
    }
    throw wrong(tuple.getKeyNode(), "is not a setting", "settings are " + String.join(", ", KEYS));
  }

  private Node root() {
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      return new Compose(settings).composeString(Files.readString(file)).orElseThrow();
    } catch (YamlEngineException e) {
      throw new NpException.Invalid(
          ErrorCode.BAD_CONFIGURATION,
          file + " is not valid YAML: " + Printable.escape(String.valueOf(e.getMessage())),
          "mend it, or remove it to start with defaults");
    } catch (IOException e) {
      throw new NpException.Unavailable(
          ErrorCode.BAD_CONFIGURATION, file + " cannot be read", "check its permissions", e);
    }
  }

  private String domain(ScalarNode node) {
    return new Hostname(node.getValue()).value();
  }

  private int port(ScalarNode node) {
    if (node.getValue().matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(node.getValue());
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    }
    throw wrong(node, "is not a port", "write 1 to 65535");
  }

  private int count(ScalarNode node) {
    if (node.getValue().matches("[1-9][0-9]{0,6}")) {
      return Integer.parseInt(node.getValue());
    }
    throw wrong(node, "is not a limit", "write 1 to 9999999");
  }

  private String proxies(ScalarNode node) {
    for (String each : node.getValue().split(",", -1)) {
      try {
        AddressBlock.parse(each.strip());
      } catch (IllegalArgumentException e) {
        throw wrong(
            node,
            "is no list of proxies",
            "write addresses or networks with commas in between, such as 10.0.0.0/8, 192.0.2.7");
      }
    }
    return node.getValue();
  }

  private NpException wrong(Node node, String what, String hint) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "this";
    return new NpException.Invalid(
        ErrorCode.BAD_CONFIGURATION,
        file + ":" + line + ": " + Printable.escape(text) + " " + what,
        hint);
  }
}
