/** What a fresh edge does before visitors come: its own requests on the way that theirs will go. */
@org.jspecify.annotations.NullMarked
package np.edge.rehearsal;
