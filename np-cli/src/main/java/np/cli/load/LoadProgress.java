package np.cli.load;

/** Hears how far an import is; whatever it throws ends the import. */
public interface LoadProgress {
  /** A statement is next; of a file, the line that it begins in, else 0. */
  void step(long line);

  /** So many bytes have been read, and so many rows are there. */
  void read(long bytes, long rows);

  /** Rows of a table come. */
  void table(String name);

  /** A statement of this kind is run, {@code create index}; a large table can make it slow. */
  void statement(String kind);

  /** All came; it is committed now. */
  void commit();

  /** The database says something; one line, escaped. */
  void notice(String line);
}
