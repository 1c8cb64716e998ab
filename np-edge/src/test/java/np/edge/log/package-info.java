/** Tests of the access log. */
@org.jspecify.annotations.NullMarked
package np.edge.log;
