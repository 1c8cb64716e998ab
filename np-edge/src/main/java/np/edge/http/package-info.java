/** One request and its response, free of HTTP versions, and the seams to sites, TLS and the log. */
@org.jspecify.annotations.NullMarked
package np.edge.http;
