/** Event loops, listeners that two edges may share for a while, and how connections end. */
@org.jspecify.annotations.NullMarked
package np.edge.socket;
