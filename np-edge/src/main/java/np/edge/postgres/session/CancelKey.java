package np.edge.postgres.session;

/**
 * What a client must show to have its query cancelled.
 *
 * @param process stands for the session
 * @param secret 4 bytes, or 32 for a client of protocol 3.2
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by equals
record CancelKey(int process, byte[] secret) {}
