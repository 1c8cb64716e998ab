package np.cli.dump;

/** What of a database is written. */
public enum DumpPart {
  ALL,
  /** Without rows, values of sequences and large objects. */
  SCHEMA,
  /** Nothing but those. */
  DATA
}
