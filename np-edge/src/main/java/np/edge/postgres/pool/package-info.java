/**
 * What makes sessions of an instance fit for clients that use them by turns: whose statements are
 * prepared where, which settings are whose, and what cannot be shared.
 */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.pool;
