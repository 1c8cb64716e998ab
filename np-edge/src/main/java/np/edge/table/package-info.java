/** The route table of the edge: compiled for look-ups, swapped whole, kept on disk. */
@org.jspecify.annotations.NullMarked
package np.edge.table;
