package np.api;

/** {@code np.log/1}: one line of output. The text is raw; whoever shows it escapes it. */
public record LogView(String schema, String ts, String source, String instance, String text) {

  /**
   * {@code np.run/1}: the first event of run and the first message of a session: it runs.
   *
   * @param instance by which its output is found in the logs
   */
  public record Started(String schema, String instance) {}

  /** {@code np.exit/1}: the last event of run and exec. */
  public record Exit(String schema, int code, String why) {}
}
