package np.edge.http;

import org.jspecify.annotations.Nullable;

/** Something that must happen before a moment; belongs to the {@link Deadlines} of one loop. */
public abstract class Deadline {
  static final long NEVER = Long.MAX_VALUE;

  long due = NEVER;
  long slot = -1;
  @Nullable Deadline before;
  @Nullable Deadline after;

  /** Whether the moment is still to come. */
  public final boolean isSet() {
    return due != NEVER;
  }

  /** The moment has passed. May set another deadline. */
  protected abstract void expired();
}
