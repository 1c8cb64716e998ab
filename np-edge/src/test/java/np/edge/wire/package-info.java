/** The parsers of the edge, byte by byte. */
@org.jspecify.annotations.NullMarked
package np.edge.wire;
