/** The instances behind the edge: pools of connections, balancing, retries and forwarding. */
@org.jspecify.annotations.NullMarked
package np.edge.upstream;
