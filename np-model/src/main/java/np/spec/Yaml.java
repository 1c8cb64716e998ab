package np.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of an np.yaml that knows where it stands. */
sealed interface Yaml {
  Span span();

  /**
   * Text, exactly as it was written: {@code 3.10} stays 3.10 and {@code no} stays no.
   *
   * @param quoting whether it was written in quotes or as a block
   */
  record Scalar(String text, Quoting quoting, Span span) implements Yaml {

    /** Nothing, {@code ~} or {@code null}, not quoted (YAML 1.2.2 section 10.3.2). */
    boolean isNull() {
      return quoting == Quoting.PLAIN
          && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }

  /** How a scalar was written. */
  enum Quoting {
    PLAIN,
    QUOTED
  }

  /** A list. */
  record Rows(List<Yaml> items, Span span) implements Yaml {
    public Rows {
      items = List.copyOf(items);
    }
  }

  /** Keys and values in the order of the file. */
  record Mapping(Map<String, Entry> entries, Span span) implements Yaml {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    Optional<Entry> entry(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, Yaml value) {}

  /** Something that is wrong and has been reported. */
  record Broken(Span span) implements Yaml {}
}
