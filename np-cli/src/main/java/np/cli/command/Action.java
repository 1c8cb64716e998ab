package np.cli.command;

/** What a command takes and what it does. */
public interface Action {

  /** Says which options and arguments there are, beside the global ones. */
  void declare(Syntax syntax);

  /**
   * Does it.
   *
   * @throws np.model.NpException for what was foreseen; the entry reports it
   */
  Outcome run(Session session);
}
