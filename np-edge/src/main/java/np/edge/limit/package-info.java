/** What one client may take of the edge, and what all of them together may. */
@org.jspecify.annotations.NullMarked
package np.edge.limit;
