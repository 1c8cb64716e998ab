/** The route table of the edge, without sockets. */
@org.jspecify.annotations.NullMarked
package np.edge.table;
