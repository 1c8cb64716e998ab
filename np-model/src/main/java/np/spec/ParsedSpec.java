package np.spec;

import java.util.List;

/** What came of reading an np.yaml. */
public sealed interface ParsedSpec {

  /**
   * It can be deployed.
   *
   * @param warnings what is worth knowing all the same
   */
  record Valid(AppSpec spec, List<Diagnostic> warnings) implements ParsedSpec {
    public Valid {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It cannot.
   *
   * @param diagnostics every mistake, in the order of the file; at least one
   */
  record Invalid(List<Diagnostic> diagnostics) implements ParsedSpec {
    public Invalid {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
