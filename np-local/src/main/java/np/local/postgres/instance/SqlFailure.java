package np.local.postgres.instance;

import java.io.IOException;

/** What PostgreSQL answers to a statement that it does not carry out. */
public final class SqlFailure extends IOException {
  private static final long serialVersionUID = 1L;

  private final String state;

  /**
   * @param state its SQLSTATE (PostgreSQL manual, appendix A)
   * @param message in its own words
   */
  SqlFailure(String state, String message) {
    super(message);
    this.state = state;
  }

  public String state() {
    return state;
  }
}
