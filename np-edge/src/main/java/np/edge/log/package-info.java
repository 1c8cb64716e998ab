/** The access log: one JSON line for each request, written away from the event loops. */
@org.jspecify.annotations.NullMarked
package np.edge.log;
