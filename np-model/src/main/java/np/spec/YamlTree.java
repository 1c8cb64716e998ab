package np.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.Printable;
import org.jspecify.annotations.Nullable;

/** Grows a tree of nodes from the events of a parser, without recursion. */
final class YamlTree {
  private final Diagnostics diagnostics;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Yaml root;

  YamlTree(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  private enum Kind {
    MAPPING,
    ROWS
  }

  private record Open(Kind kind, Span start, List<Yaml> children) {}

  int depth() {
    return open.size();
  }

  void openMapping(Span start) {
    open.push(new Open(Kind.MAPPING, start, new ArrayList<>()));
  }

  void openRows(Span start) {
    open.push(new Open(Kind.ROWS, start, new ArrayList<>()));
  }

  void close() {
    Open closed = open.pop();
    add(
        switch (closed.kind()) {
          case ROWS -> new Yaml.Rows(closed.children(), closed.start());
          case MAPPING -> mapping(closed);
        });
  }

  void add(Yaml node) {
    Open parent = open.peek();
    if (parent == null) {
      root = node;
    } else {
      parent.children().add(node);
    }
  }

  /** The tree, with everything closed that is still open; a key without a value is left out. */
  Optional<Yaml> finish() {
    while (!open.isEmpty()) {
      close();
    }
    return Optional.ofNullable(root);
  }

  private Yaml mapping(Open closed) {
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    boolean strange = false;
    List<Yaml> children = closed.children();
    for (int i = 0; i + 1 < children.size(); i += 2) {
      switch (children.get(i)) {
        case Yaml.Scalar key -> put(entries, new Yaml.Entry(key, children.get(i + 1)));
        case Yaml.Broken _ -> {}
        case Yaml.Rows rows -> strange = refuseKey(rows);
        case Yaml.Mapping mapping -> strange = refuseKey(mapping);
      }
    }
    return strange ? new Yaml.Broken(closed.start()) : new Yaml.Mapping(entries, closed.start());
  }

  private void put(Map<String, Yaml.Entry> entries, Yaml.Entry entry) {
    Yaml.Scalar key = entry.key();
    if (key.text().equals("<<") && entry.value() instanceof Yaml.Broken) {
      return;
    }
    Yaml.Entry first = entries.putIfAbsent(key.text(), entry);
    if (first != null) {
      diagnostics.error(
          ErrorCode.SPEC_DUPLICATE,
          key.span(),
          "`%s` set twice: line %d and line %d"
              .formatted(
                  Printable.escape(key.text()), first.key().span().line(), key.span().line()),
          "keep one; YAML would silently use the last");
    }
  }

  private boolean refuseKey(Yaml key) {
    diagnostics.error(
        ErrorCode.SPEC_SYNTAX,
        key.span(),
        "a list or a map cannot be a key",
        "a value that starts with { or [ needs quotes: \"{{ … }}\"");
    return true;
  }
}
