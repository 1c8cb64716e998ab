package np.edge.http;

/** Takes a note of each request. */
public interface AccessLog {
  /** Notes nothing; the edge then does not even collect the entries. */
  AccessLog NONE = entry -> {};

  /** Takes a note of a request that has ended; called on the event loop, so it must not block. */
  void record(AccessEntry entry);
}
