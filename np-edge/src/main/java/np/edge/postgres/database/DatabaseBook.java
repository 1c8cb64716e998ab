package np.edge.postgres.database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import np.model.DatabaseId;
import np.model.DatabaseRoute;
import np.model.DatabaseSocket;
import np.model.NpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last good routes on disk, and where instances answered last, so that an edge lets clients in
 * with node and server dead. A change is one line.
 */
final class DatabaseBook {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseBook.class);
  private static final int SPARE_LINES = 1000;

  private final Journal journal;
  private final JsonMapper mapper = JsonMapper.builder().build();

  /**
   * What is known about a database.
   *
   * @param socket where it answered when it was last woken; null when it never was
   */
  record Entry(DatabaseRoute route, @Nullable DatabaseSocket socket) {}

  DatabaseBook(Path directory) {
    this.journal = new Journal(directory.resolve("databases.journal"));
  }

  /** What was saved last; less where the file is damaged. */
  Collection<Entry> load() {
    Map<DatabaseId, Entry> all = new LinkedHashMap<>();
    try {
      journal.load(line -> read(line, all));
    } catch (IOException e) {
      LOG.warn("event=databases_unreadable why=\"{}\"", e.getMessage());
    }
    return all.values();
  }

  private void read(String line, Map<DatabaseId, Entry> all) {
    try {
      JsonNode node = mapper.readTree(line);
      if (node.has("gone")) {
        all.remove(DatabaseId.parse(node.path("gone").asString("")));
      } else {
        DatabaseRoute route = RouteJson.read(node.path("route"));
        JsonNode socket = node.path("socket");
        all.put(
            route.id(),
            new Entry(route, socket.isString() ? new DatabaseSocket(socket.asString()) : null));
      }
    } catch (JacksonException | NpException e) {
      LOG.warn("event=database_line_unreadable why=\"{}\"", e.getMessage());
    }
  }

  /** What is known now; at the start, and when the file has become much longer than it need be. */
  void saveAll(Collection<Entry> entries) {
    write(() -> journal.rewrite(entries.stream().map(this::line).toList()));
  }

  /** Whether the file is much longer than so many databases need. */
  boolean isLong(int databases) {
    return journal.lines() > 2 * databases + SPARE_LINES;
  }

  /** What has changed, and what is gone. */
  void save(Collection<Entry> changed, Collection<DatabaseId> gone) {
    List<String> lines = new ArrayList<>();
    changed.forEach(entry -> lines.add(line(entry)));
    for (DatabaseId id : gone) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      lines.add(mapper.writeValueAsString(node.put("gone", id.toString())));
    }
    write(() -> journal.append(lines));
  }

  private String line(Entry entry) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("route", RouteJson.write(entry.route));
    if (entry.socket != null) {
      node.put("socket", entry.socket.path());
    }
    return mapper.writeValueAsString(node);
  }

  private interface Write {
    void run() throws IOException;
  }

  /** What cannot be written is in force all the same, and is written with the next change. */
  private static void write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      LOG.error("event=databases_unwritable why=\"{}\" next=\"df -h\"", e.getMessage());
    }
  }

  void close() {
    write(journal::close);
  }
}
