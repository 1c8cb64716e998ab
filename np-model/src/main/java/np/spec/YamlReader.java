package np.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import np.model.ErrorCode;
import np.model.Printable;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML 1.2 document into nodes: no anchors, aliases or tags, {@value #DEPTH} deep. */
final class YamlReader {
  static final int DEPTH = 32;

  private static final LoadSettings SETTINGS = LoadSettings.builder().setLabel("np.yaml").build();

  private final SourceText source;
  private final Diagnostics diagnostics = new Diagnostics();
  private final YamlTree tree = new YamlTree(diagnostics);
  private final Set<String> aliases = new HashSet<>();
  private int documents;

  private YamlReader(SourceText source) {
    this.source = source;
  }

  /**
   * What was read.
   *
   * @param root empty for an empty file
   * @param failure what ended the reading early; the tree holds what came before it
   */
  record Result(
      Optional<Yaml> root, List<Diagnostic> diagnostics, Optional<YamlEngineException> failure) {}

  static Result read(SourceText source) {
    return new YamlReader(source).read();
  }

  private Result read() {
    @Nullable YamlEngineException failure = null;
    try {
      for (Event event : new Parse(SETTINGS).parseString(source.text())) {
        if (!accept(event)) {
          break;
        }
      }
    } catch (YamlEngineException e) {
      failure = e;
    }
    return new Result(tree.finish(), diagnostics.list(), Optional.ofNullable(failure));
  }

  private boolean accept(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> {
        return startDocument(event);
      }
      case Scalar -> scalar((ScalarEvent) event);
      case Alias -> alias((AliasEvent) event);
      case MappingStart -> {
        refuse((NodeEvent) event, ((MappingStartEvent) event).getTag());
        tree.openMapping(span(event));
        return shallow(event);
      }
      case SequenceStart -> {
        refuse((NodeEvent) event, ((SequenceStartEvent) event).getTag());
        tree.openRows(span(event));
        return shallow(event);
      }
      case MappingEnd, SequenceEnd -> tree.close();
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
    }
    return true;
  }

  private boolean startDocument(Event event) {
    documents++;
    if (documents > 1) {
      diagnostics.error(
          ErrorCode.SPEC_SYNTAX,
          span(event),
          "a second document starts here",
          "np.yaml holds one app: remove `---` and what follows, or use a file of its own");
    }
    return documents == 1;
  }

  private boolean shallow(Event event) {
    if (tree.depth() <= DEPTH) {
      return true;
    }
    diagnostics.error(
        ErrorCode.SPEC_LIMIT,
        span(event),
        "nested more than " + DEPTH + " levels deep",
        "np.yaml needs about six");
    return false;
  }

  private void scalar(ScalarEvent event) {
    refuse(event, event.getTag());
    Yaml.Quoting quoting = event.isPlain() ? Yaml.Quoting.PLAIN : Yaml.Quoting.QUOTED;
    Yaml.Scalar scalar = new Yaml.Scalar(event.getValue(), quoting, span(event));
    tree.add(event.getTag().isPresent() ? new Yaml.Broken(span(event)) : scalar);
  }

  private void alias(AliasEvent event) {
    String written = "*" + Printable.escape(event.getAlias().getValue());
    if (aliases.add(written)) {
      diagnostics.error(
          ErrorCode.SPEC_FORBIDDEN,
          span(event),
          "aliases are not allowed: " + written,
          "repeat the value; if it is text, quote it: \"" + written + "\"");
    }
    tree.add(new Yaml.Broken(span(event)));
  }

  private void refuse(NodeEvent event, Optional<String> tag) {
    event
        .getAnchor()
        .ifPresent(
            anchor ->
                diagnostics.error(
                    ErrorCode.SPEC_FORBIDDEN,
                    span(event),
                    "anchors are not allowed: &" + Printable.escape(anchor.getValue()),
                    "remove it; if it is text, quote the whole value"));
    tag.ifPresent(
        name ->
            diagnostics.error(
                ErrorCode.SPEC_FORBIDDEN,
                span(event),
                "tags are not allowed: "
                    + Printable.escape(name.replace("tag:yaml.org,2002:", "!!")),
                "remove it; if it is text, quote the whole value"));
  }

  private Span span(Event event) {
    Mark start = event.getStartMark().orElseThrow();
    Mark end = event.getEndMark().orElseThrow();
    String line = source.line(start.getLine() + 1);
    int last = line.codePointCount(0, line.length());
    int until = end.getLine() == start.getLine() ? end.getColumn() : last;
    return new Span(start.getLine() + 1, start.getColumn() + 1, until - start.getColumn());
  }
}
