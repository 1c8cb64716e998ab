package np.cli.dump;

/**
 * Something that is made by a statement.
 *
 * @param key class and oid, as dependencies name it
 * @param rank of its kind: what could come at any time comes in this order
 * @param name to sort by, so that the same schema is always written alike
 * @param statement with its semicolon
 */
record DumpObject(Key key, int rank, String name, String statement) {

  /** An object of the catalogs. */
  record Key(String kind, long oid) {}
}
