/** How much and how long anything may be, and how often from where. */
@org.jspecify.annotations.NullMarked
package np.edge.postgres.limit;
