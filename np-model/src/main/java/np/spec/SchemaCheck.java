package np.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import np.model.ErrorCode;
import np.model.NpException;
import np.model.Printable;

/**
 * Holds a tree against the schema. The tree that comes back has shorthands written out, synonyms
 * replaced and everything that was reported as {@link Yaml.Broken}, so that later rules do not
 * report it again.
 */
final class SchemaCheck {
  private final SourceText source;
  private final Diagnostics diagnostics;

  SchemaCheck(SourceText source, Diagnostics diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
  }

  Yaml.Mapping checkTop(Yaml.Mapping top) {
    return group(top, Schema.TOP, Place.TOP);
  }

  private Yaml check(Yaml node, Shape shape, Subject subject) {
    if (node instanceof Yaml.Broken) {
      return node;
    }
    return switch (shape) {
      case Shape.Text text -> text(node, text, subject);
      case Shape.Group group -> groupOrShorthand(node, group, subject);
      case Shape.Table table ->
          node instanceof Yaml.Mapping map
              ? table(map, table, subject)
              : wrongType(node, table, subject);
      case Shape.Rows rows ->
          node instanceof Yaml.Rows list
              ? rows(list, rows, subject)
              : wrongType(node, rows, subject);
      case Shape.Either either -> either(node, either, subject);
      case Shape.Later later -> unavailable(node, subject.span(), later.noun());
    };
  }

  /** What is being checked: the key's name and where it stands, for messages. */
  private record Subject(String name, Span span, Place place) {
    String words() {
      return name.endsWith("[]")
          ? "an entry of `" + Printable.escape(name.substring(0, name.length() - 2)) + "`"
          : "`" + Printable.escape(name) + "`";
    }
  }

  private Yaml text(Yaml node, Shape.Text shape, Subject subject) {
    if (!(node instanceof Yaml.Scalar scalar)) {
      return wrongType(node, shape, subject);
    }
    if (scalar.isNull()) {
      return noValue(scalar, shape, subject);
    }
    try {
      var _ = shape.form().read(scalar.text());
      return scalar;
    } catch (NpException.Invalid e) {
      return invalid(scalar.span(), e, subject);
    }
  }

  private Yaml invalid(Span span, NpException.Invalid e, Subject subject) {
    ErrorCode code = e.code() == ErrorCode.SPEC_UNAVAILABLE ? e.code() : ErrorCode.SPEC_VALUE;
    String name = Printable.escape(subject.name());
    boolean named = e.getMessage().startsWith(name) || e.getMessage().contains(name + "`");
    String message = named ? e.getMessage() : subject.words() + ": " + e.getMessage();
    diagnostics.error(code, span, message, e.hint());
    return new Yaml.Broken(span);
  }

  private Yaml groupOrShorthand(Yaml node, Shape.Group shape, Subject subject) {
    Place place = subject.place();
    return switch (node) {
      case Yaml.Mapping map -> group(map, shape, place);
      case Yaml.Scalar scalar when shape.shorthand().isPresent() && !scalar.isNull() ->
          expand(scalar, shape.key(shape.shorthand().get()).orElseThrow(), subject);
      case Yaml.Scalar scalar -> wrongType(scalar, shape, subject);
      case Yaml.Rows rows -> wrongType(rows, shape, subject);
      case Yaml.Broken broken -> broken;
    };
  }

  private Yaml expand(Yaml.Scalar scalar, Key key, Subject subject) {
    Yaml value = check(scalar, key.shape(), subject);
    Yaml.Scalar name = new Yaml.Scalar(key.name(), Yaml.Quoting.PLAIN, scalar.span());
    return new Yaml.Mapping(Map.of(key.name(), new Yaml.Entry(name, value)), scalar.span());
  }

  private Yaml.Mapping group(Yaml.Mapping map, Shape.Group shape, Place place) {
    Map<String, Yaml.Entry> out = new LinkedHashMap<>();
    Optional<Yaml.Entry> previous = Optional.empty();
    for (Yaml.Entry entry : map.entries().values()) {
      member(new UnknownKey(entry, previous, shape, place), out);
      previous = Optional.of(entry);
    }
    return new Yaml.Mapping(out, map.span());
  }

  private void member(UnknownKey candidate, Map<String, Yaml.Entry> out) {
    Yaml.Scalar name = candidate.entry().key();
    if (candidate.place().equals(Place.TOP) && name.text().startsWith("x-")) {
      return;
    }
    candidate
        .shape()
        .key(name.text())
        .ifPresentOrElse(
            key -> member(key, candidate, out), () -> diagnostics.add(candidate.diagnostic()));
  }

  private void member(Key key, UnknownKey candidate, Map<String, Yaml.Entry> out) {
    Yaml.Scalar name = candidate.entry().key();
    Yaml written = candidate.entry().value();
    Subject subject = new Subject(name.text(), name.span(), candidate.place().key(name.text()));
    Yaml value =
        removes(written, candidate.place()) ? written : check(written, key.shape(), subject);
    if (out.putIfAbsent(key.name(), new Yaml.Entry(name, value)) != null) {
      diagnostics.error(
          ErrorCode.SPEC_DUPLICATE,
          name.span(),
          "`" + name.text() + "` is another name of `" + key.name() + "`, which is set too",
          "keep one");
    }
  }

  private static boolean removes(Yaml value, Place place) {
    return place.nulls() == Place.Nulls.REMOVE && value instanceof Yaml.Scalar s && s.isNull();
  }

  private Yaml table(Yaml.Mapping map, Shape.Table shape, Subject subject) {
    Map<String, Yaml.Entry> out = new LinkedHashMap<>();
    for (Yaml.Entry entry : map.entries().values()) {
      Yaml.Scalar name = entry.key();
      Place place = subject.place().entry(shape.entry(), name.text());
      Subject below = new Subject(name.text(), name.span(), place);
      boolean named = !(text(name, new Shape.Text(shape.name()), below) instanceof Yaml.Broken);
      Yaml value =
          removes(entry.value(), subject.place())
              ? entry.value()
              : check(entry.value(), shape.value(), below);
      if (named) {
        out.put(name.text(), new Yaml.Entry(name, value));
      }
    }
    return new Yaml.Mapping(out, map.span());
  }

  private Yaml rows(Yaml.Rows list, Shape.Rows shape, Subject subject) {
    List<Yaml> out = new ArrayList<>();
    for (Yaml item : list.items()) {
      Subject below = new Subject(subject.name() + "[]", item.span(), subject.place());
      out.add(check(item, shape.item(), below));
    }
    return new Yaml.Rows(out, list.span());
  }

  private Yaml either(Yaml node, Shape.Either shape, Subject subject) {
    return shape.shapes().stream()
        .filter(candidate -> fits(node, candidate))
        .findFirst()
        .map(candidate -> check(node, candidate, subject))
        .orElseGet(() -> wrongType(node, shape, subject));
  }

  private static boolean fits(Yaml node, Shape shape) {
    return switch (shape) {
      case Shape.Text _ -> node instanceof Yaml.Scalar;
      case Shape.Group group ->
          node instanceof Yaml.Mapping
              || (node instanceof Yaml.Scalar && group.shorthand().isPresent());
      case Shape.Table _ -> node instanceof Yaml.Mapping;
      case Shape.Rows _ -> node instanceof Yaml.Rows;
      case Shape.Either either -> either.shapes().stream().anyMatch(each -> fits(node, each));
      case Shape.Later _ -> node instanceof Yaml.Mapping;
    };
  }

  private Yaml unavailable(Yaml node, Span span, String noun) {
    diagnostics.error(
        ErrorCode.SPEC_UNAVAILABLE,
        span,
        "`" + noun + "` is known but not available yet",
        "remove it for now; np would not do what it says");
    return new Yaml.Broken(node.span());
  }

  private Yaml wrongType(Yaml node, Shape shape, Subject subject) {
    if (node instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return noValue(scalar, shape, subject);
    }
    String found =
        switch (node) {
          case Yaml.Scalar _ -> "text";
          case Yaml.Rows _ -> "a list";
          case Yaml.Mapping map -> "a map";
          case Yaml.Broken _ -> "nothing";
        };
    diagnostics.error(
        ErrorCode.SPEC_TYPE,
        node.span(),
        subject.words() + " must be " + shape.noun() + ", not " + found,
        TypeHints.of(node, shape, subject.name()));
    return new Yaml.Broken(node.span());
  }

  private Yaml noValue(Yaml.Scalar scalar, Shape shape, Subject subject) {
    String line = source.line(subject.span().line());
    boolean comment = line.stripTrailing().matches(".*:\\s+#.*");
    String help =
        comment && shape instanceof Shape.Text
            ? "# starts a comment: quote the value"
            : "write " + shape.noun() + " behind it, or remove the line";
    diagnostics.error(ErrorCode.SPEC_TYPE, subject.span(), subject.words() + " has no value", help);
    return new Yaml.Broken(scalar.span());
  }
}
