package np.cli.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The servers that the person knows, as kept in {@code config.yaml}.
 *
 * @param current the name of the one that is used when nothing else is said; may be empty
 * @param known in the order of the file
 */
public record Contexts(String current, List<Server> known) {
  public static final Contexts NONE = new Contexts("", List.of());

  public Contexts {
    known = List.copyOf(known);
  }

  public Optional<Server> named(String name) {
    return known.stream().filter(server -> server.name().equals(name)).findFirst();
  }

  /** With {@code server} added, or put in place of the one with its name. */
  public Contexts with(Server server) {
    List<Server> changed = new ArrayList<>(without(server.name()).known);
    changed.add(server);
    return new Contexts(current, changed);
  }

  /** Without it; nothing is current if it was. */
  public Contexts without(String name) {
    List<Server> kept = known.stream().filter(server -> !server.name().equals(name)).toList();
    return new Contexts(current.equals(name) ? "" : current, kept);
  }

  public Contexts use(String name) {
    return new Contexts(name, known);
  }
}
