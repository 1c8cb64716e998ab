package np.cli.dump;

/** Hears how far a dump is. */
public interface DumpProgress {
  /** A table begins. */
  void table(String name);

  /** So much has been written in all. */
  void written(long bytes, long rows);

  /** Something is not in the dump; one line, raw. */
  void missing(String what);
}
