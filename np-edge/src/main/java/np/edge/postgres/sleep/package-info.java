/**
 * What must be kept of a session so that it can go on in another process of PostgreSQL, and what
 * can be answered without one.
 */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.sleep;
