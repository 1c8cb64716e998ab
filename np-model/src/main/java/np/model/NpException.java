package np.model;

import org.jspecify.annotations.Nullable;

/**
 * A foreseen failure: a stable code, a sentence that says what is wrong and where, and a hint that
 * says what to do next. Mapped once to HTTP and once to an exit code.
 */
public abstract sealed class NpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String hint;

  private NpException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  public ErrorCode code() {
    return code;
  }

  /** What to do next, one line; empty when there is nothing to add. */
  public String hint() {
    return hint;
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? code.title() : message;
  }

  /** What was given cannot be accepted as it is. */
  public static final class Invalid extends NpException {
    private static final long serialVersionUID = 1L;

    public Invalid(ErrorCode code, String message, String hint) {
      super(code, message, hint, null);
    }
  }

  /** What is named does not exist, or belongs to somebody else, which is answered alike. */
  public static final class NotFound extends NpException {
    private static final long serialVersionUID = 1L;

    public NotFound(ErrorCode code, String message, String hint) {
      super(code, message, hint, null);
    }
  }

  /** The caller is unknown or may not do this. */
  public static final class Denied extends NpException {
    private static final long serialVersionUID = 1L;

    public Denied(ErrorCode code, String message, String hint) {
      super(code, message, hint, null);
    }
  }

  /** The present state does not allow it: a lock, a name in use, drift. */
  public static final class Conflict extends NpException {
    private static final long serialVersionUID = 1L;

    public Conflict(ErrorCode code, String message, String hint) {
      super(code, message, hint, null);
    }
  }

  /** Something that np depends on does not answer or has no room left. */
  public static final class Unavailable extends NpException {
    private static final long serialVersionUID = 1L;

    public Unavailable(ErrorCode code, String message, String hint) {
      super(code, message, hint, null);
    }

    public Unavailable(ErrorCode code, String message, String hint, Throwable cause) {
      super(code, message, hint, cause);
    }
  }
}
