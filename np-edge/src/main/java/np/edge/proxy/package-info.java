/** Proxies before the edge, and what they say about where a client comes from. */
@org.jspecify.annotations.NullMarked
package np.edge.proxy;
