/** The gateway: lets PostgreSQL's clients into their databases, which it wakes for them. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres;
