/** The connections of clients, from their first byte to their last. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.session;
