/** PostgreSQL's frontend/backend protocol, version 3: bytes to values and back, without any I/O. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.wire;
