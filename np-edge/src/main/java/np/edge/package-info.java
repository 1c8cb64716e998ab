/** The program that carries traffic, put together. */
@org.jspecify.annotations.NullMarked
package np.edge;
