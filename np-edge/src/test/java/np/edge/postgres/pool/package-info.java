/** Tests. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.pool;
