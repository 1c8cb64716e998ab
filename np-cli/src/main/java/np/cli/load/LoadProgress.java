package np.cli.load;

/** Hears how far an import is. */
public interface LoadProgress {
  /** So many bytes have been read, and so many rows are there. */
  void read(long bytes, long rows);

  /** Rows of a table come. */
  void table(String name);

  /** A statement of this kind is run, {@code create index}; a large table can make it slow. */
  void statement(String kind);

  /** The database says something; one line, escaped. */
  void notice(String line);
}
