/** Tests of what clients may take. */
@org.jspecify.annotations.NullMarked
package np.edge.limit;
