package np.spec.detect;

import java.util.List;
import np.model.ErrorCode;
import np.model.NpException;

/** What came of looking at a directory. */
public sealed interface Detection {

  /**
   * An np.yaml that should work.
   *
   * @param yaml its text
   * @param reasons what was chosen and why, a sentence each
   */
  record Found(String yaml, List<String> reasons) implements Detection {
    public Found {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Nothing that np knows.
   *
   * @param message what was looked for
   * @param hint what to write
   */
  record NotFound(String message, String hint) implements Detection {

    /** The same as a problem, {@code SPEC_NOT_DETECTED}. */
    public NpException problem() {
      return new NpException.Invalid(ErrorCode.SPEC_NOT_DETECTED, message, hint);
    }
  }
}
