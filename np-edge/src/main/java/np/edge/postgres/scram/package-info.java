/** The server's side of SCRAM-SHA-256, without any I/O. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.scram;
