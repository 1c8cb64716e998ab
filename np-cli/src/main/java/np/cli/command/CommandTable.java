package np.cli.command;

import java.util.List;
import java.util.Optional;

/** All commands: found by name without making any other one. */
public record CommandTable(List<Entry> entries) {
  public CommandTable {
    entries = List.copyOf(entries);
  }

  /** The command with exactly these words. */
  public Optional<Entry> find(String words) {
    return entries.stream().filter(entry -> entry.words().equals(words)).findFirst();
  }

  /** The commands that start with this word, itself included. */
  public List<Entry> under(String noun) {
    return entries.stream().filter(entry -> entry.noun().equals(noun)).toList();
  }

  /** Every command that people are told of. */
  public List<Entry> shown() {
    return entries.stream().filter(entry -> entry.group() != Group.HIDDEN).toList();
  }

  /** The nearest command to what was typed. */
  Optional<String> nearest(List<String> words) {
    List<String> known = shown().stream().map(Entry::words).toList();
    if (words.size() > 1) {
      Optional<String> near = Nearest.of(words.get(0) + " " + words.get(1), known);
      if (near.isPresent() || !under(words.get(0)).isEmpty()) {
        return near;
      }
    }
    return Nearest.of(words.get(0), known)
        .or(() -> Nearest.of(words.get(0), shown().stream().map(Entry::noun).toList()));
  }
}
