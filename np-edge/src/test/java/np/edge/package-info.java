/** The program that carries traffic, over real sockets. */
@org.jspecify.annotations.NullMarked
package np.edge;
