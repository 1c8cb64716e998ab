/** What the gateway counts. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.metric;
