package np.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import np.model.ErrorCode;

/** Collects mistakes, the first {@value #LIMIT} of them. */
final class Diagnostics {
  static final int LIMIT = 100;

  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<Integer> muted = new HashSet<>();

  void error(ErrorCode code, Span span, String message, String help) {
    add(Diagnostic.error(code, span, message, help));
  }

  void warning(ErrorCode code, Span span, String message, String help) {
    add(Diagnostic.warning(code, span, message, help));
  }

  void add(Diagnostic diagnostic) {
    if (found.size() < LIMIT && !muted.contains(diagnostic.span().line())) {
      found.add(diagnostic);
    }
  }

  void addAll(List<Diagnostic> diagnostics) {
    diagnostics.forEach(this::add);
  }

  /** Nothing more is said about this line: what is read from it is a guess. */
  void mute(int line) {
    muted.add(line);
  }

  /** In the order of the file, no two alike. */
  List<Diagnostic> list() {
    return found.stream().distinct().sorted(Comparator.comparing(Diagnostic::span)).toList();
  }

  List<Diagnostic> errors() {
    return of(Diagnostic.Severity.ERROR);
  }

  List<Diagnostic> warnings() {
    return of(Diagnostic.Severity.WARNING);
  }

  private List<Diagnostic> of(Diagnostic.Severity severity) {
    return list().stream().filter(each -> each.severity() == severity).toList();
  }
}
