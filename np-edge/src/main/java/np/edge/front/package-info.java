/** The connections of clients: HTTP/1.1, HTTP/2 and TLS, down to exchanges. */
@org.jspecify.annotations.NullMarked
package np.edge.front;
