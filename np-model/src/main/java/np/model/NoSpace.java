package np.model;

/** Tells a full disk, which Java says in no other way than in the words of the system. */
public final class NoSpace {
  private NoSpace() {}

  /** Whether a failure has come of it: ENOSPC or EDQUOT of errno(3). */
  public static boolean isBehind(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      if (message.contains("No space left") || message.contains("Disk quota exceeded")) {
        return true;
      }
    }
    return false;
  }

  /** The code for something that could not be written: that of a full disk, or this one. */
  public static ErrorCode or(ErrorCode other, Throwable failure) {
    return isBehind(failure) ? ErrorCode.NO_SPACE : other;
  }
}
